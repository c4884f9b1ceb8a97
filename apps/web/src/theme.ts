import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** One accent; everything else is grey, and red, green and amber only where something has that state. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 8,
  colors: {
    // Mantine's own dark greys have no blue in them and would stand out from the page's.
    dark: [
      '#c9d0d8',
      '#b4bcc6',
      '#a0abb8',
      '#6c7784',
      '#3a424b',
      '#2c333b',
      '#1e2329',
      '#171b20',
      '#101317',
      '#0b0e11',
    ],
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
