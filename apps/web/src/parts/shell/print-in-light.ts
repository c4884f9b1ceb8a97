const SCHEME = 'data-mantine-color-scheme';

/** Paper is white: while the page is printed, the colours are the light ones. */
export function printInLight(page: Pick<Window, 'matchMedia' | 'document'>): void {
  const root = page.document.documentElement;
  let screenScheme: string | null = null;
  page.matchMedia('print').addEventListener('change', ({ matches }) => {
    if (matches) {
      screenScheme = root.getAttribute(SCHEME);
      root.setAttribute(SCHEME, 'light');
    } else if (screenScheme !== null) {
      root.setAttribute(SCHEME, screenScheme);
    }
  });
}
