/** One thing that is wrong in a configuration file. */
export interface ConfigMistake {
  /** Line of the file, counted from 1; `null` where no line is to blame. */
  readonly line: number | null;
  /** `sources[0].secrets`; empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

/** `sources[0].secrets` from `['sources', 0, 'secrets']`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** One line per mistake, `file:line: path: message`, in the order of the file. */
export function formatMistakes(file: string, mistakes: readonly ConfigMistake[]): string {
  return [...mistakes]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, path, message }) => {
      const place = line === null ? file : `${file}:${line}`;
      return path === '' ? `${place}: ${message}` : `${place}: ${path}: ${message}`;
    })
    .join('\n');
}
