import { expect, it } from 'vitest';
import { together, whenAny } from './together.js';

const write = (name: string) => (rows: readonly number[]) => ({
  name,
  text: `insert into ${name} select * from unnest($1::int[], $2::int[])`,
  values: [rows, rows],
});

it('makes one statement of several, each with its own values', () => {
  const statement = together([whenAny([1], write('a')), whenAny([], write('b')), whenAny([2], write('c'))]);
  expect(statement?.text).toBe(
    'with write_0 as (insert into a select * from unnest($1::int[], $2::int[])), ' +
      'write_1 as (insert into c select * from unnest($3::int[], $4::int[])) select',
  );
  expect(statement?.values).toEqual([[1], [1], [2], [2]]);
});

it('gives different combinations different names that PostgreSQL does not cut', () => {
  const names = [['a'], ['a', 'b'], ['b'], ['a'.repeat(70), 'b'], ['a'.repeat(70), 'c']].map(
    (tables) => together(tables.map((table) => write(table)([1])))?.name ?? '',
  );
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => name.length <= 63)).toBe(true);
});

it('is nothing when there is nothing to write', () => {
  expect(together([null, whenAny([], write('a'))])).toBeNull();
});
