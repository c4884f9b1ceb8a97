/** `registry.acme.test/shop/` and `api:1.9.0`: cut after the last slash before the tag or digest. */
export function splitReference(reference: string): readonly [before: string, end: string] {
  const name = reference.split('@', 1)[0] ?? reference;
  const cut = name.lastIndexOf('/') + 1;
  return [reference.slice(0, cut), reference.slice(cut)];
}
