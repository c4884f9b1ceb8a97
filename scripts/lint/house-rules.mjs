// Rules of this house that no published plugin has. Oxlint loads them through its ESLint-compatible interface.

const FUNCTIONS = new Set(['ArrowFunctionExpression', 'FunctionExpression']);

/** Types and data mostly explain themselves, member by member; behaviour does not. */
const isBehaviour = (declaration) =>
  declaration?.type === 'FunctionDeclaration' ||
  declaration?.type === 'ClassDeclaration' ||
  (declaration?.type === 'VariableDeclaration' &&
    declaration.declarations.some(({ init }) => FUNCTIONS.has(init?.type)));

const isDocstring = (comment) => comment.type === 'Block' && comment.value.startsWith('*');

/** Decorators stand between a docstring and the `export` that they precede. */
const firstToken = (node) => {
  const decorators = node.declaration?.decorators ?? [];
  return decorators.length > 0 && decorators[0].range[0] < node.range[0] ? decorators[0] : node;
};

const exportedDocstring = {
  meta: { type: 'suggestion' },
  create: (context) => ({
    ExportNamedDeclaration(node) {
      if (!isBehaviour(node.declaration)) return;
      const comments = context.sourceCode.getCommentsBefore(firstToken(node));
      if (!comments.some(isDocstring)) {
        context.report({
          node,
          message: 'What other files use needs a docstring: what it does, units, errors, sources.',
        });
      }
    },
  }),
};

const reportName = (context, test, message) => {
  const check = (node) => {
    if (node.id && test(node)) context.report({ node: node.id, message });
  };
  return { ClassDeclaration: check, TSInterfaceDeclaration: check, TSTypeAliasDeclaration: check };
};

const plainNames = {
  meta: { type: 'suggestion' },
  create: (context) =>
    reportName(
      context,
      ({ id }) => /^I[A-Z][a-z]/.test(id.name) || id.name.endsWith('Impl'),
      'A name says what a thing is: no `I` in front and no `Impl` behind.',
    ),
};

const noAbstractClass = {
  meta: { type: 'suggestion' },
  create: (context) =>
    reportName(
      context,
      (node) => node.abstract === true,
      'Pass a function or an object instead of a base class.',
    ),
};

const tellingFolders = {
  meta: { type: 'suggestion' },
  create: (context) => ({
    Program(node) {
      if (/[\\/](utils?|helpers?|common|misc)([\\/]|\.[a-z]+$)/.test(context.filename)) {
        context.report({
          node,
          message: 'A folder or file is named after what it is about; this name says nothing.',
        });
      }
    },
  }),
};

export default {
  meta: { name: 'house' },
  rules: {
    'exported-docstring': exportedDocstring,
    'plain-names': plainNames,
    'no-abstract-class': noAbstractClass,
    'telling-folders': tellingFolders,
  },
};
