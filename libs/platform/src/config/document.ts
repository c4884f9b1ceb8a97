import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type ConfigMistake, pathText } from './mistake.js';
import { type SubstitutionSource, substitute } from './substitute.js';

/** A YAML document, read and substituted, that still knows where each value stands. */
export interface ConfigDocument {
  /** `undefined` when the text is no YAML document. */
  readonly value: unknown;
  readonly mistakes: readonly ConfigMistake[];
  /** Line of a value, or of the nearest thing around it that exists. */
  lineOf(path: readonly PropertyKey[]): number | null;
  /** Line of a key inside the map at `path`. */
  lineOfKey(path: readonly PropertyKey[], key: string): number | null;
  /** True for a value whose `${…}` could not be resolved: that is told once, and not what follows from it. */
  isUnresolved(path: readonly PropertyKey[]): boolean;
}

/** Anchors may be used this often; more is a file that wants to grow without bound. */
const MAX_ALIASES = 100;

/** Reads YAML 1.2; syntax errors, repeated keys and references that lead nowhere become mistakes. */
export function readDocument(text: string, source: SubstitutionSource): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number | undefined) => (offset === undefined ? null : lines.linePos(offset).line);
  const syntax = document.errors.map((error) => ({
    line: lineAt(error.pos[0]),
    path: '',
    message: error.message,
  }));
  const unresolved = syntax.length > 0 ? [] : resolveReferences(document, source, lineAt);
  const value = syntax.length > 0 ? { mistake: null } : toValue(document);
  const nodeAt = (path: readonly PropertyKey[]): Node | null => {
    const found: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(found) ? found : null;
  };
  return {
    value: 'value' in value ? value.value : undefined,
    mistakes: [...syntax, ...unresolved, ...('mistake' in value && value.mistake ? [value.mistake] : [])],
    lineOf: (path) => {
      for (let length = path.length; length >= 0; length -= 1) {
        const node = nodeAt(path.slice(0, length));
        if (node?.range) return lineAt(node.range[0]);
      }
      return null;
    },
    lineOfKey: (path, key) => {
      const node = nodeAt(path);
      if (!isMap(node)) return null;
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      return isScalar(pair?.key) ? lineAt(pair.key.range?.[0]) : null;
    },
    isUnresolved: (path) => unresolved.some((mistake) => mistake.path === pathText(path)),
  };
}

function resolveReferences(
  document: Document,
  source: SubstitutionSource,
  lineAt: (offset: number | undefined) => number | null,
): ConfigMistake[] {
  const mistakes: ConfigMistake[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const result = substitute(node.value, source);
      if (result.ok) {
        node.value = result.text;
        return;
      }
      const path = pathText(pathOf([...ancestors, node]));
      for (const message of result.messages) mistakes.push({ line: lineAt(node.range?.[0]), path, message });
    },
  });
  return mistakes;
}

/** Keys and positions that lead from the root to the last of these nested nodes. */
function pathOf(nodes: readonly unknown[]): PropertyKey[] {
  return nodes.flatMap((node, index): PropertyKey[] => {
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    return isSeq(node) ? [node.items.indexOf(nodes[index + 1])] : [];
  });
}

function toValue(document: Document): { value: unknown } | { mistake: ConfigMistake } {
  try {
    // An empty file is an empty configuration.
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {} };
  } catch (error) {
    return { mistake: { line: null, path: '', message: (error as Error).message } };
  }
}
