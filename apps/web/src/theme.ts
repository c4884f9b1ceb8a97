import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** One accent; everything else is grey, and red, green and amber only where something has that state. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: {
    accent: [
      '#eef2fe',
      '#dbe4ff',
      '#b9caff',
      '#93adfb',
      '#7493f5',
      '#5b7eee',
      '#4a6de0',
      '#3a5bc7',
      '#2f4ba8',
      '#253c88',
    ],
  },
  fontFamilyMonospace: 'var(--pt-mono)',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

const ours = {
  '--mantine-color-body': 'var(--pt-ground)',
  '--mantine-color-text': 'var(--pt-text)',
  '--mantine-color-dimmed': 'var(--pt-soft)',
  '--mantine-color-placeholder': 'var(--pt-soft)',
  '--mantine-color-anchor': 'var(--pt-accent)',
  '--mantine-color-default': 'var(--pt-panel)',
  '--mantine-color-default-color': 'var(--pt-text)',
  '--mantine-color-default-hover': 'var(--pt-sunk)',
  '--mantine-color-default-border': 'var(--pt-control)',
  '--mantine-color-error': 'var(--pt-bad)',
};

/** Hands the page's own colours to Mantine's components, whose dimmed text has too little contrast. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours });
