import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, type TestStore } from '../fixtures/test-store.js';
import { migrationsFolder } from './migration-files.js';

/** What schema.prisma says, read from its text: Prisma's own comparison needs an engine that is not everywhere. */
interface Model {
  readonly table: string;
  readonly columns: readonly string[];
  readonly indexes: readonly string[];
  readonly references: readonly string[];
}

const TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'int4',
  BigInt: 'int8',
  Boolean: 'bool',
  Json: 'jsonb',
  Bytes: 'bytea',
  '@db.Uuid': 'uuid',
  '@db.Date': 'date',
  '@db.Timestamptz(3)': 'timestamptz',
};

const schema = readFileSync(join(migrationsFolder(), '..', 'schema.prisma'), 'utf8');
const blocks = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({
  name,
  lines: body.split('\n').map((line) => line.trim()),
}));
const modelNames = new Set(blocks.map(({ name }) => name));
const tableOf = (name: string) =>
  blocks
    .find((block) => block.name === name)
    ?.lines.map((line) => /^@@map\("(\w+)"\)/.exec(line)?.[1])
    .find(Boolean) ?? name;

interface Field {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly rest: string;
  readonly column: string;
}

function fieldsOf(lines: readonly string[]): Field[] {
  return lines.flatMap((line) => {
    const [, name, type, mark, rest = ''] = /^(\w+)\s+(\w+)(\?|\[\])?\s*(.*)$/.exec(line) ?? [];
    if (!name || !type) return [];
    return [{ name, type, optional: mark === '?', rest, column: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name }];
  });
}

function readModel({ name, lines }: { name: string; lines: readonly string[] }): Model {
  const fields = fieldsOf(lines);
  const columnOf = (field: string) => fields.find((one) => one.name === field)?.column ?? field;
  const columns = (list: string) =>
    list
      .split(',')
      .map((field) => columnOf(field.trim()))
      .join(', ');
  const scalar = fields.filter(({ type }) => !modelNames.has(type));
  const index = (line: string) => {
    const [, kind, list = '', rest = ''] = /^@@(id|unique|index)\(\[([^\]]+)\](.*)\)$/.exec(line) ?? [];
    if (!kind) return [];
    const method = rest.includes('Hash') ? 'hash' : 'btree';
    return [`${kind === 'id' ? 'primary' : kind} ${method} (${columns(list)})`];
  };
  return {
    table: tableOf(name),
    columns: scalar.map(({ column, type, optional, rest }) => {
      const native = /@db\.\w+(\(\d+\))?/.exec(rest)?.[0] ?? type;
      return `${column} ${TYPES[native]}${optional ? '' : ' not null'}${rest.includes('@default') ? ' default' : ''}`;
    }),
    indexes: [
      ...lines.flatMap(index),
      ...scalar.filter(({ rest }) => /@id\b/.test(rest)).map(({ column }) => `primary btree (${column})`),
      ...scalar.filter(({ rest }) => /@unique\b/.test(rest)).map(({ column }) => `unique btree (${column})`),
    ],
    references: fields.flatMap(({ type, rest }) => {
      const [, own, foreign] =
        /@relation\(fields: \[(\w+)\], references: \[(\w+)\], onDelete: Cascade\)/.exec(rest) ?? [];
      return own && foreign ? [`${columnOf(own)} -> ${tableOf(type)} (${foreign}) cascade`] : [];
    }),
  };
}

/** Indexes that Prisma's schema cannot describe. */
const BEYOND_PRISMA = [
  'container_failing_host_idx',
  'container_pulled_host_idx',
  'delivery_unsettled_idx',
  'image_mention_digest_idx',
  'image_mention_pushed_tag_idx',
  'image_mention_repository_digest_idx',
  'incident_open_key',
  'incident_undiagnosed_idx',
  'observation_branch_idx',
  'observation_commit_idx',
  'observation_git_tag_idx',
  'observation_kind_idx',
  'observation_pull_request_idx',
  'observation_run_id_idx',
  'observation_run_number_idx',
  'outbox_unsent_idx',
];

const COLUMNS = `
  select table_name as table, column_name || ' ' || udt_name
    || case when is_nullable = 'NO' then ' not null' else '' end
    || case when column_default is not null then ' default' else '' end as text
  from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations'`;

const INDEXES = `
  select t.relname as table, i.relname as name, x.indpred is not null as partial,
    case when x.indisprimary then 'primary' when x.indisunique then 'unique' else 'index' end || ' ' || a.amname || ' ('
    || (select string_agg(pg_get_indexdef(x.indexrelid, n, true), ', ' order by n) from generate_series(1, x.indnatts) n)
    || ')' as text
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  join pg_am a on a.oid = i.relam join pg_namespace s on s.oid = t.relnamespace
  where s.nspname = 'public' and t.relname <> '_prisma_migrations'`;

const REFERENCES = `
  select c.conrelid::regclass::text as table, a.attname || ' -> ' || c.confrelid::regclass::text || ' (' || f.attname
    || ')' || case c.confdeltype when 'c' then ' cascade' else '' end as text
  from pg_constraint c
  join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
  join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[1]
  where c.contype = 'f'`;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.drop());

interface Row {
  readonly table: string;
  readonly text: string;
}

const described = (part: 'columns' | 'indexes' | 'references') =>
  blocks
    .map(readModel)
    .flatMap((model) => model[part].map((text) => `${model.table}: ${text}`))
    .sort();
const made = (rows: readonly Row[]) => rows.map(({ table, text }) => `${table}: ${text}`).sort();

describe('schema.prisma and the migrations', () => {
  it('have the same columns, with the same types', async () => {
    expect(described('columns').length).toBeGreaterThan(100);
    expect(made(await store.query<Row>(COLUMNS))).toEqual(described('columns'));
  });

  it('have the same keys and indexes, but for those that Prisma cannot describe', async () => {
    const rows = await store.query<Row & { name: string; partial: boolean }>(INDEXES);
    expect(made(rows.filter(({ partial }) => !partial))).toEqual(described('indexes'));
    expect(
      rows
        .filter(({ partial }) => partial)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(BEYOND_PRISMA);
  });

  it('have the same references', async () => {
    expect(described('references').length).toBeGreaterThan(5);
    expect(made(await store.query<Row>(REFERENCES))).toEqual(described('references'));
  });
});
