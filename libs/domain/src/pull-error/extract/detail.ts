import { readArgument } from './argument.js';

/** What a layer of wrapping starts with. `argument`: a quoted or plain reference follows it. */
const WRAPPERS: readonly { readonly text: string; readonly argument?: true }[] = [
  { text: '(combined from similar events):' },
  { text: 'failed to pull image', argument: true },
  { text: 'back-off pulling image', argument: true },
  { text: 'failed to create pod sandbox:' },
  { text: 'failed to get sandbox image', argument: true },
  { text: 'failed pulling image', argument: true },
  { text: 'error pulling image', argument: true },
  { text: 'failed to pull and unpack image', argument: true },
  { text: 'failed to resolve reference', argument: true },
  { text: 'failed to resolve image', argument: true },
  { text: 'unable to pull', argument: true },
  { text: 'unable to pull image:' },
  { text: 'rpc error: code =', argument: true },
  { text: 'desc =' },
  { text: 'error response from daemon:' },
  { text: 'errimagepull:' },
  { text: 'imagepullbackoff:' },
  { text: 'errimagepull' },
  { text: 'imagepullbackoff' },
  { text: 'failed to do request:' },
  { text: 'failed to copy:' },
  { text: 'httpreadseeker: failed open:' },
  { text: 'initializing source', argument: true },
  { text: 'error initializing source', argument: true },
  { text: 'pulling image failed:' },
  { text: 'error:' },
  { text: 'fata[0000]' },
  { text: 'docker:' },
  { text: 'ctr:' },
];

/** Layers of one message; real ones have at most eight. */
const LAYERS = 16;

/** Where kubelet's log line starts to speak of the error. */
const ENTRIES = [
  'with errimagepull:',
  'with imagepullbackoff:',
  'with createpodsandboxerror:',
  'failed:',
  'err=',
  'error=',
];
/** Where a kubelet log line goes on behind the quoted error. */
const TAIL = /" (?:pod|image|logger|podUID)=/;

function skipPunctuation(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' ":[\''.includes(text.charAt(at))) at += 1;
  return at;
}

/** The innermost error: a flat text without kubelet's, gRPC's and the runtime's wrapping. */
export function detailOf(flat: string): string {
  const cut = flat.search(TAIL);
  const text = cut > 0 ? flat.slice(0, cut) : flat;
  const head = text.slice(0, 8192).toLowerCase();
  let at = 0;
  for (const entry of ENTRIES.slice(0, 3)) {
    const found = head.lastIndexOf(entry);
    if (found > at) at = found + entry.length;
  }
  for (let layer = 0; layer < LAYERS; layer += 1) {
    at = skipPunctuation(text, at);
    const wrapper = WRAPPERS.find((candidate) => head.startsWith(candidate.text, at));
    if (wrapper === undefined) break;
    at += wrapper.text.length;
    if (wrapper.argument) at = readArgument(text, at).end;
  }
  return text
    .slice(at)
    .replace(/^[\s"':\]]{1,8}/, '')
    .replace(/["'\s\])]{1,8}$/, '');
}
