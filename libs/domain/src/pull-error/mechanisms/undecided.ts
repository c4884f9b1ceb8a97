import type { Mechanism } from './mechanism.js';

const EVENTS = {
  title: 'Read the events of the pod, oldest first',
  command:
    'kubectl -n "$NAMESPACE" get events --field-selector "involvedObject.name=$POD" --sort-by=.lastTimestamp',
};

/** The text does not tell a mechanism of a pull. */
export const UNDECIDED_MECHANISMS: readonly Mechanism[] = [
  {
    class: 'backoff_only',
    title: 'The kubelet waits before it tries again; the cause is not in this text',
    meaning:
      'A pull failed before, and this text only says that the kubelet waits. Before Kubernetes 1.32 the waiting message carries no cause. The event of the failed attempt has it, for about an hour; otherwise the next attempt will say it again.',
    diagnosis: [EVENTS],
    fixes: [
      {
        title: 'Make the kubelet try now',
        detail: 'A new pod starts without back-off, and its first event names the cause.',
        command: 'kubectl -n "$NAMESPACE" delete pod "$POD"',
      },
    ],
  },
  {
    class: 'not_pull',
    title: 'Not a failed pull',
    meaning:
      "The text is about something else in the life of a pod: a container that does not start, a volume, a probe, the sandbox's network, an admission rule, the runtime itself. If it says `exec format error`, the image was pulled and is for another architecture.",
    diagnosis: [
      EVENTS,
      {
        title: 'Read the log of the last attempt',
        command: 'kubectl -n "$NAMESPACE" logs "$POD" --all-containers --previous',
      },
    ],
    fixes: [],
  },
  {
    class: 'unknown',
    title: 'Unknown wording',
    meaning: 'The text is no known wording of any runtime or registry. No cause is guessed from it.',
    diagnosis: [
      EVENTS,
      {
        title: "Read the runtime's log",
        command: 'journalctl -u containerd -u crio -u docker --since "-30min" | grep -i pull',
      },
    ],
    fixes: [],
  },
];
