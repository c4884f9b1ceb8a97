import { PULL_ERROR_RULES } from '../catalog.js';
import { familyOf } from '../families.js';
import type { PullErrorRule, RuleExample } from '../rule.js';
import type { PullErrorClass } from '../types.js';
import { MECHANISMS, type Mechanism, PLACEHOLDERS } from './index.js';

const HEAD = `# Why a pull fails

Every text that a node gives is read into one *class*. This page is made from the catalogs in
\`libs/domain/src/pull-error\`; a test keeps both equal.
`;

function textOf(example: RuleExample): string {
  return typeof example === 'string' ? example : `${example.reason}: ${example.message}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function rulesOf(pullErrorClass: PullErrorClass): readonly PullErrorRule[] {
  return PULL_ERROR_RULES.filter((rule) => rule.class === pullErrorClass);
}

function overview(): string {
  const rows = MECHANISMS.map(
    (mechanism) =>
      `| [\`${mechanism.class}\`](#${mechanism.class}) | ${familyOf(mechanism.class)} | ${cell(mechanism.title)} | ${rulesOf(mechanism.class).length} |`,
  );
  return ['| class | family | mechanism | rules |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function fence(language: string, body: string): string {
  return `\`\`\`${language}\n${body}\n\`\`\``;
}

function wordings(pullErrorClass: PullErrorClass): string {
  const rows = rulesOf(pullErrorClass).map((rule) => {
    const [example] = rule.examples;
    const shown = example === undefined ? '' : textOf(example);
    return `| \`${rule.name}\` | \`${cell(shown).replaceAll('`', "'")}\` | ${cell(rule.seenWith)} | ${cell(rule.source)} |`;
  });
  if (rows.length === 0) return '';
  return ['| rule | such as | seen with | source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function section(mechanism: Mechanism): string {
  const steps = mechanism.diagnosis.map(({ title, command }) => `${title}:\n\n${fence('sh', command)}`);
  const fixes = mechanism.fixes.map((fix) =>
    [
      `**${fix.title}.** ${fix.detail}`,
      ...(fix.command ? [fence('sh', fix.command)] : []),
      ...(fix.patch ? [fence(fix.patch.startsWith('#') ? 'text' : 'yaml', fix.patch)] : []),
    ].join('\n\n'),
  );
  return [
    `## ${mechanism.class}`,
    `*${mechanism.title}.* ${mechanism.meaning}`,
    wordings(mechanism.class),
    '### How to make sure',
    ...steps,
    ...(fixes.length > 0 ? ['### What to do', ...fixes] : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The documentation page on mechanisms as Markdown: an overview table, then one section per class. */
export function renderMechanismsTable(): string {
  const names = Object.entries(PLACEHOLDERS).map(([name, meaning]) => `- \`$${name}\`: ${meaning}`);
  return [
    HEAD.trim(),
    overview(),
    'Commands and patches use these names:',
    names.join('\n'),
    ...MECHANISMS.map(section),
  ]
    .join('\n\n')
    .concat('\n');
}
