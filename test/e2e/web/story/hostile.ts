import { ago, incident, verdict } from './make.js';

const SCRIPT = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
const FLIP = '\u202Egpj.exe\u202C';
const LONG = 'a-name-without-any-place-to-break-'.repeat(60);

/** Every text that comes from outside, as somebody who wants to do harm would write it. */
export const hostile = incident({
  id: 'inc_08/../<hostile>?x=1#y',
  openedAt: ago({ min: 20 }),
  image: `registry.acme.test/${LONG}:1.0`,
  error: { class: 'unknown', message: `${SCRIPT}\n${FLIP}\u001b[2J\n${LONG.repeat(20)}` },
  scope: {
    clusters: [`${FLIP}prod`, LONG],
    namespaces: [SCRIPT, LONG],
    workloads: [{ cluster: LONG, namespace: SCRIPT, kind: FLIP, name: LONG }],
    nodes: 1,
    pods: 1,
  },
  verdict: verdict({
    cause: 'a_cause_from_the_future',
    level: 'possible',
    summary: `${SCRIPT} ${FLIP} ${LONG}`,
    commit: {
      sha: 'f'.repeat(40),
      repository: LONG,
      role: 'context',
      author: FLIP,
      message: `${SCRIPT}\n${LONG}`,
      url: 'javascript:document.title="owned"',
      pullRequest: null,
    },
    build: {
      provider: SCRIPT,
      id: LONG,
      attempt: 1,
      url: 'data:text/html,<script>alert(1)</script>',
      status: LONG,
      workflow: FLIP,
      failedJob: LONG,
      failedStep: SCRIPT,
    },
    rule: SCRIPT,
    fixes: [
      {
        title: `${FLIP}${SCRIPT}`,
        detail: LONG,
        command: `echo ${FLIP}; ${LONG}`,
        patch: `+${SCRIPT}\n-${LONG}`,
        docs: 'javascript:alert(1)',
      },
    ],
    evidence: [
      { id: 'x', kind: SCRIPT, at: ago({ min: 3 }), text: `${SCRIPT}${LONG}`, url: 'javascript:alert(1)' },
    ],
    lookedFor: [{ what: LONG, found: false, where: SCRIPT }],
    coverage: [{ feed: SCRIPT, source: LONG, from: ago({ min: 3 }), to: null, covered: false, gap: FLIP }],
    alternatives: [{ cause: LONG, level: 'unknown', summary: SCRIPT }],
  }),
});
