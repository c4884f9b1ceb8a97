/** What `${…}` is read from. */
export interface SubstitutionSource {
  /** Value of an environment variable, or `undefined` when it is not set. */
  readonly variable: (name: string) => string | undefined;
  /** Text of a file; throws when it cannot be read. */
  readonly file: (path: string) => string;
}

export type Substituted =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly messages: readonly string[] };

const REFERENCE = /\$\$\{|\$\{([^}]*)\}/g;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Replaces `${NAME}` with an environment variable and `${file:/run/secrets/x}` with a file's text
 * (without its last line break, which editors and `echo` add). `$${` stands for a literal `${`.
 * What is inserted is not looked at again, so a secret may contain `${`.
 */
export function substitute(text: string, source: SubstitutionSource): Substituted {
  const messages: string[] = [];
  const replaced = text.replace(REFERENCE, (whole: string, reference: string | undefined) => {
    if (reference === undefined) return whole.slice(1);
    const found = lookUp(reference.trim(), source);
    if (found.ok) return found.text;
    messages.push(...found.messages);
    return '';
  });
  return messages.length > 0 ? { ok: false, messages } : { ok: true, text: replaced };
}

function lookUp(reference: string, source: SubstitutionSource): Substituted {
  if (reference.startsWith('file:')) return readSecretFile(reference.slice('file:'.length), source);
  if (!VARIABLE.test(reference)) return refuse(`"\${${reference}}" is neither \${NAME} nor \${file:/path}`);
  const value = source.variable(reference);
  if (value === undefined) return refuse(`environment variable ${reference} is not set`);
  if (value === '') return refuse(`environment variable ${reference} is empty`);
  return { ok: true, text: value };
}

function readSecretFile(path: string, source: SubstitutionSource): Substituted {
  try {
    const text = source.file(path).replace(/\r?\n$/, '');
    return text === '' ? refuse(`file ${path} is empty`) : { ok: true, text };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    return refuse(`file ${path} cannot be read (${code})`);
  }
}

const refuse = (message: string): Substituted => ({ ok: false, messages: [message] });
