import { visibleText } from '#contract';
import {
  classifyPullError,
  type FailureObservation,
  mechanismOf,
  PLACEHOLDERS,
  wantedReference,
} from '#domain';
import { fixLines } from '../render/verdict-text.js';

/** Whom an image fails, for a terminal. */
export function failingHeadline(image: string, failures: readonly FailureObservation[]): string {
  const [first] = failures;
  const workload = first?.workload && first.workload.kind !== 'Pod' ? first.workload : null;
  const whom = workload ? `${workload.kind} ${workload.name}` : `Pod ${first?.pod ?? ''}`;
  const pods = failures.length === 1 ? '1 container' : `${failures.length} containers`;
  return `${visibleText(whom)}: ${pods} cannot pull ${visibleText(image)}`;
}

/** What an error text alone tells: the mechanism and the usual fixes. Ends with a line break. */
export function mechanismText(failure: FailureObservation): string {
  const { image = '', message = '', reason = null } = failure;
  const read = classifyPullError({ reason, message: message ?? '', image });
  const mechanism = mechanismOf(read.class);
  const said = read.detail || message || reason || '';
  const steps = mechanism.fixes.flatMap(fixLines);
  const blocks = [
    [`${mechanism.title} (${read.class})`, mechanism.meaning],
    said === '' ? [] : [`The node says: ${visibleText(said)}`],
    variables(failure, steps.join('\n')),
    steps,
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** The shell variables that the commands use, set for this pod. */
function variables(failure: FailureObservation, commands: string): string[] {
  const { registry, path, tag } = wantedReference(failure.image ?? '');
  const values: Readonly<Record<string, string | null | undefined>> = {
    IMAGE: failure.image,
    REGISTRY: registry,
    REPOSITORY: path,
    TAG: tag,
    NAMESPACE: failure.namespace,
    POD: failure.pod,
    SERVICE_ACCOUNT: failure.serviceAccount,
    NODE: failure.node,
  };
  const used = Object.keys(PLACEHOLDERS).filter((name) => new RegExp(`\\$\\{?${name}\\b`).test(commands));
  const set = used.flatMap((name) => (values[name] ? [`  ${name}=${shellWord(values[name])}`] : []));
  return set.length === 0 ? [] : ['In the commands', ...set];
}

const shellWord = (text: string) => `'${visibleText(text).replaceAll("'", `'\\''`)}'`;
