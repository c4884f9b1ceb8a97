import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../run/child.mjs';
import { FIXTURES } from './fixtures.mjs';

/** Libraries that hold source adapters, and the name of each one's catalog. */
const CATALOGS = { ci: 'ciCatalog', registry: 'registryCatalog' };

const USAGE = `usage: npm run new:adapter -- ${Object.keys(CATALOGS).join('|')} <id>, where the id is lower-case words: acme, acme-ci`;

const SECRET = 'fixture-secret';

/**
 * Adds an adapter to a checkout and answers the files it wrote, relative to the root. Nothing is written
 * when the name is taken.
 */
export function addAdapter(root, library, id) {
  if (!Object.hasOwn(CATALOGS, library ?? '') || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id ?? ''))
    throw new SetupError(USAGE, 2);
  const source = path.join('libs', library, 'src', `${id}.ts`);
  if (existsSync(path.join(root, source))) throw new SetupError(`${source} exists already`, 1);
  const names = { id, constant: camelCase(id), title: id.split('-').map(capitalised).join(' ') };
  const catalog = path.join('libs', library, 'src', 'catalog.ts');
  const files = {
    [source]: adapterText(library, names),
    [catalog]: withLine(readFileSync(path.join(root, catalog), 'utf8'), names),
    ...fixtureTexts(library, id),
  };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return Object.keys(files);
}

const capitalised = (word) => word[0].toUpperCase() + word.slice(1);

const camelCase = (id) =>
  id
    .split('-')
    .map((word, index) => (index === 0 ? word : capitalised(word)))
    .join('');

function adapterText(library, { id, constant, title }) {
  const template = readFileSync(path.join(import.meta.dirname, `${library}.txt`), 'utf8');
  return template
    .replaceAll('__id__', id)
    .replaceAll('__constant__', constant)
    .replaceAll('__Title__', title);
}

/** The import where the formatter wants it, and the adapter as the catalog's last line. */
function withLine(text, { id, constant }) {
  const lines = text.split('\n');
  const added = `import { ${constant} } from './${id}.js';`;
  const moduleOf = (line) => /from '(\.\/[^']+)'/.exec(line)?.[1];
  const after = lines.findIndex((line) => (moduleOf(line) ?? '') > `./${id}.js`);
  const last = lines.findLastIndex((line) => line.startsWith('import '));
  lines.splice(after < 0 ? last + 1 : after, 0, added);
  const end = lines.findLastIndex((line) => line === '];');
  lines.splice(end, 0, `  ${constant},`);
  return lines.join('\n');
}

function fixtureTexts(library, id) {
  const { situation, event, body, observations } = FIXTURES[library](id);
  const signature = createHmac('sha256', SECRET).update(JSON.stringify(body)).digest('hex');
  const request = {
    source: `composed after the documentation of ${id}: name the page here`,
    headers: {
      'Content-Type': 'application/json',
      [`X-${capitalised(id)}-Event`]: event,
      [`X-${capitalised(id)}-Delivery`]: `${event}-1`,
      [`X-${capitalised(id)}-Signature`]: `sha256=${signature}`,
    },
    body,
    settings: { secrets: [SECRET] },
    signsBody: true,
  };
  const expected = { verified: true, event, deliveryId: `${event}-1`, observations };
  const file = (kind) => path.join('libs', library, 'fixtures', id, `${situation}.${kind}.json`);
  const json = (value) => `${JSON.stringify(value, null, 2)}\n`;
  return { [file('request')]: json(request), [file('expected')]: json(expected) };
}
