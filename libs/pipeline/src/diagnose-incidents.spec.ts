import { expect, it } from 'vitest';
import { type DiagnoseDeps, diagnoseIncidents } from './diagnose-incidents.js';

it('decides the other incidents when one fails, and fails in the end', async () => {
  const asked: string[] = [];
  const incidents = {
    open: async (id: string) => {
      asked.push(id);
      if (id === 'broken') throw new Error('broken cannot be read');
      return null;
    },
  };
  const deps = { incidents } as unknown as DiagnoseDeps;
  await expect(diagnoseIncidents(deps, ['a', 'broken', 'b'])).rejects.toThrow('broken cannot be read');
  expect(asked).toEqual(['a', 'broken', 'b']);
  await expect(diagnoseIncidents(deps, ['a'])).resolves.toBeUndefined();
});
