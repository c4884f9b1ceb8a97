// Who may import whom; docs/architecture.md has the picture. test/architecture feeds every rule here one bad import.

const SPEC = '\\.spec\\.tsx?$';

/** Adapters talk to the outside world and know the core, never each other. */
const ADAPTERS = ['ci', 'registry', 'scm', 'channel', 'cluster'];
const ADAPTER_KNOWS = ['domain', 'pipeline', 'platform'];

/** The libraries each library may import, besides itself. */
const LIBRARIES = {
  domain: [],
  pipeline: ['domain'],
  contract: [],
  platform: [],
  store: ['domain', 'pipeline'],
  queue: ['domain', 'pipeline'],
  ...Object.fromEntries(ADAPTERS.map((name) => [name, ADAPTER_KNOWS])),
};

/** Packages that only some folders may import: a move to another one then is a change in one place. */
const CONFINED = [
  { name: 'nest', packages: '@nestjs/', to: ['apps/(api|worker|agent|standalone|cli)'] },
  { name: 'prisma', packages: '(@prisma/|prisma(/|$))', to: ['libs/store'] },
  // BullMQ's PostgreSQL backend takes a pool of node-postgres.
  { name: 'postgres', packages: 'pg(/|$)', to: ['libs/store', 'libs/queue'] },
  { name: 'queue', packages: '(bullmq|ioredis)(/|$)', to: ['libs/queue'] },
  { name: 'kubernetes', packages: '@kubernetes/', to: ['libs/cluster'] },
  { name: 'octokit', packages: '@octokit/', to: ['libs/scm', 'libs/channel'] },
];

const anyOf = (names) => `(${names.join('|')})`;
/** An installed package resolves into node_modules; one that is not installed keeps its name. */
const inPackage = (packages) => `(^|node_modules/)${packages}`;

const libraryRules = Object.entries(LIBRARIES).map(([name, known]) => ({
  name: `${name}-knows-its-place`,
  comment: `libs/${name} imports ${known.length === 0 ? 'no other library' : known.join(', ')} and no app.`,
  severity: 'error',
  from: { path: `^libs/${name}/`, pathNot: SPEC },
  to: { path: '^(libs|apps)/', pathNot: `^libs/${anyOf([name, ...known])}/` },
}));

const confinementRules = CONFINED.map(({ name, packages, to }) => ({
  name: `${name}-is-confined`,
  comment: `Only ${to.join(' and ')} may import ${packages}.`,
  severity: 'error',
  from: { path: '^(apps|libs)/', pathNot: [SPEC, ...to.map((folder) => `^${folder}/`)] },
  to: { path: inPackage(packages) },
}));

const rules = [
  ...libraryRules,
  ...confinementRules,
  {
    name: 'domain-is-pure',
    comment:
      'The vocabulary and the decisions need no package and nothing of Node: they run anywhere and are easy to test.',
    severity: 'error',
    from: { path: '^libs/domain/', pathNot: SPEC },
    to: { pathNot: '^libs/' },
  },
  {
    name: 'contract-is-zod-only',
    comment: 'The page imports the contract, so nothing may come with it that a browser lacks.',
    severity: 'error',
    from: { path: '^libs/contract/', pathNot: SPEC },
    to: { pathNot: ['^libs/', inPackage('zod(/|$)')] },
  },
  {
    name: 'page-knows-the-contract-only',
    comment: 'The page talks to the API over HTTP; the contract is all they share.',
    severity: 'error',
    from: { path: '^apps/web/' },
    to: { path: '^(libs|apps)/', pathNot: '^(libs/contract|apps/web)/' },
  },
  {
    name: 'apps-by-their-front-door',
    comment: 'An app may compose what another one exports (`#app/…`), never reach inside.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/', pathNot: SPEC },
    to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'libraries-by-their-front-door',
    comment: 'What a library offers is in its index; the rest is its own business.',
    severity: 'error',
    from: { path: '^(?:apps|libs)/([^/]+)/', pathNot: SPEC },
    to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'no-test-code-in-the-product',
    comment: 'Specs and their support are not part of what is built.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: SPEC },
    to: { path: ['^test/', SPEC, inPackage('(vitest|fast-check|supertest)(/|$)')] },
  },
  {
    name: 'no-development-packages-in-the-product',
    comment: 'A production install leaves development packages out. The page is bundled, so it may use them.',
    severity: 'error',
    from: { path: '^(apps|libs)/', pathNot: [SPEC, '^apps/web/'] },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
  },
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or hide a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that nothing uses and that uses nothing is a left-over.',
    severity: 'error',
    from: { orphan: true, pathNot: [SPEC, '\\.d\\.ts$', '(^|/)main\\.tsx?$', '\\.config\\.ts$', '\\.mjs$'] },
    to: {},
  },
  {
    name: 'no-missing-imports',
    comment: 'Everything imported exists: as a file, in package.json or in Node.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
];

export default {
  forbidden: rules,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '(^|/)dist/',
        '(^|/)fixtures/',
        '^test/output/',
        '^libs/store/src/generated/',
        '\\.(css|svg|png)$',
      ],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
};
