import { describe, expect, it } from 'vitest';
import type { BuildStatus } from '#domain';
import type { SourceAdapter } from '#pipeline';

/** Every word a vendor documents for a status, and the smallest delivery that says it. */
export interface StatusVendor {
  readonly adapter: string;
  readonly says: (word: string) => { readonly headers?: Record<string, string>; readonly body: unknown };
  /** Status → its words, separated by spaces. */
  readonly words: Partial<Record<BuildStatus, string>>;
  /** True where the word is the event's name, so that an undocumented one is no event at all. */
  readonly namesTheEvent?: true;
}

/** A word that nobody documents must never count as success. */
const UNDOCUMENTED = 'zzz_unheard_of';

/** Checks each word of each vendor, and one that none of them has. */
export function describeStatusWords(
  catalog: readonly SourceAdapter[],
  vendors: Readonly<Record<string, StatusVendor>>,
): void {
  describe.each(Object.entries(vendors))('%s', (_, { adapter: id, says, words, namesTheEvent }) => {
    const adapter = catalog.find((candidate) => candidate.id === id);
    const statusOf = (word: string) => {
      const { headers = {}, body } = says(word);
      const delivery = { headers, body: Buffer.from(JSON.stringify(body)) };
      const result = adapter?.normalise(delivery, { id: 's', provider: id, secrets: [] });
      const [first] = result !== undefined && 'observations' in result ? result.observations : [];
      return first !== undefined && 'status' in first ? first.status : result;
    };
    const table = Object.entries(words).flatMap(([status, said]) =>
      said.split(' ').map((word) => [word, status]),
    );
    it.each(table)('%s is %s', (word, status) => {
      expect(statusOf(word)).toBe(status);
    });
    it('an undocumented word is no success', () => {
      const found = statusOf(UNDOCUMENTED);
      if (namesTheEvent === true) expect(found).toHaveProperty('ignored');
      else expect(['unknown', 'failure', 'running']).toContain(found);
    });
  });
}
