/**
 * Puts a text on the clipboard and says whether it is there. Browsers offer the clipboard's interface to
 * pages from https and from the own machine only; a server inside of a company often has neither, so
 * the old way of copying a selection stays as the second one.
 */
export async function copyText(page: Window, text: string): Promise<boolean> {
  const clipboard: Clipboard | undefined = page.navigator.clipboard;
  if (!clipboard) return copySelected(page.document, text);
  return clipboard.writeText(text).then(
    () => true,
    () => copySelected(page.document, text),
  );
}

function copySelected(document: Document, text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('aria-hidden', 'true');
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
