import { PHRASE_CAPACITY, type PhraseIndex, type ScannedText } from '../phrase-index.js';
import { readArgument } from './argument.js';
import { logFields } from './log-fields.js';

/** One kind of layer around the innermost error. */
interface Wrapper {
  readonly text: string;
  /** A reference or a code follows, quoted or as a word. */
  readonly argument?: true;
  /** Stands in the middle of a log line, and makes everything before it wrapping. */
  readonly anywhere?: true;
}

const WRAPPERS: readonly Wrapper[] = [
  { text: 'with errimageneverpull:', anywhere: true },
  { text: 'with createpodsandboxerror:', anywhere: true },
  { text: '(combined from similar events):' },
  { text: 'failed to pull image', argument: true },
  { text: 'back-off pulling image', argument: true },
  { text: 'failed to create pod sandbox:' },
  { text: 'failed create pod sandbox:' },
  { text: 'failed to get sandbox image', argument: true },
  { text: 'failed pulling image', argument: true },
  { text: 'error pulling image', argument: true },
  { text: 'failed to pull and unpack image', argument: true },
  { text: 'failed to resolve reference', argument: true },
  { text: 'failed to resolve image', argument: true },
  { text: 'unable to pull image:' },
  { text: 'unable to pull', argument: true },
  { text: 'rpc error: code =', argument: true, anywhere: true },
  { text: 'desc =' },
  { text: 'error response from daemon:' },
  { text: 'errimagepull:', anywhere: true },
  { text: 'imagepullbackoff:', anywhere: true },
  { text: 'errimagepull' },
  { text: 'imagepullbackoff' },
  { text: 'failed to do request:' },
  { text: 'failed to copy:' },
  { text: 'httpreadseeker: failed open:' },
  { text: 'httpreaderseeker: failed open:' },
  { text: 'initializing source', argument: true },
  { text: 'error initializing source', argument: true },
  { text: 'pulling image failed:' },
  { text: 'pulling image:' },
  { text: 'error:' },
  { text: 'fata[0000]' },
  { text: 'docker:' },
  { text: 'ctr:' },
];

const OPENING = ' ":[\'-';
const CLOSING = ' "\'])';

function onlyOpening(text: string, from: number, to: number): boolean {
  if (to - from > 6) return false;
  for (let index = from; index < to; index += 1) if (!OPENING.includes(text.charAt(index))) return false;
  return true;
}

/** Reads the innermost error: a text without kubelet's, gRPC's and the runtime's wrapping. */
export function createDetailReader(index: PhraseIndex): (scanned: ScannedText) => string {
  const wrappers = Array.from<Wrapper | undefined>({ length: PHRASE_CAPACITY });
  for (const wrapper of WRAPPERS) wrappers[index.id(wrapper.text)] = wrapper;
  const fieldsAt = logFields(index);
  return (scanned) => {
    const { text, scanner } = scanned;
    const { trail, trailLength } = scanned.hits;
    let at = 0;
    for (let i = 0; i < trailLength; i += 2) {
      const id = trail[i] ?? 0;
      const start = trail[i + 1] ?? 0;
      const wrapper = wrappers[id];
      if (wrapper === undefined || start < at) continue;
      if (!wrapper.anywhere && !onlyOpening(text, at, start)) continue;
      at = start + scanner.length(id);
      if (wrapper.argument) at = readArgument(text, at).end;
    }
    let end = fieldsAt(scanned, at);
    while (at < end && OPENING.includes(text.charAt(at))) at += 1;
    while (end > at && CLOSING.includes(text.charAt(end - 1))) end -= 1;
    return text.slice(at, end);
  };
}
