import { type OtherSpelling, originOf } from '../evidence/case-file.js';
import { replicaPush } from '../evidence/replicas.js';
import type { NearMissRule } from '../tag/index.js';
import { deployImage } from './fixes.js';
import { ABSENT, type Finding, type Hypothesis, type OpenCase } from './hypothesis.js';
import { noPush } from './never-pushed.js';
import { asCommit, asPush, nodeSays, wanted, when } from './say.js';

/** What a person changes so that both sides write the tag alike, by rule. */
const PREVENTION: { readonly [rule in NearMissRule]?: string } = {
  sha_length:
    'Cut the commit id to the same length on both sides: DOCKER_METADATA_SHORT_SHA_LENGTH in the build, git rev-parse --short=7 in the deployment. git’s own short form grows with the size of the clone.',
  v_prefix:
    'docker/metadata-action’s type=semver drops the v; use {{raw}} to keep it, or drop it in the manifest.',
  prefix:
    'Check the prefix that the build puts before the tag (docker/metadata-action writes sha- before short commit ids).',
  arch_suffix:
    'Push an index without the suffix that lists all platforms, or ask for the tag of the platform.',
  suffix: 'Check the suffix that the build puts after the tag.',
  case: 'Tags are case-sensitive; write it in the manifest as the build does.',
  slug: 'Branch names become tags under different rules; take the tag from the build’s output, not from the branch name.',
  number: 'Quote the tag in YAML and Helm values, so that it stays a text.',
  calendar_padding: 'Write the date with the same zero padding on both sides.',
};

/** The image is there, under another spelling of the tag. */
export const otherSpelling: Hypothesis = {
  name: 'other-spelling',
  causes: ['tag_spelled_differently', 'tag_number_coerced'],
  classes: [...ABSENT, 'invalid_reference'],
  needs: 'a push of a tag that a named rule makes from the wanted one, and no push of the wanted one',
  examine(file) {
    if (file.history.state !== 'never' || file.history.pushedLater) return null;
    const whole = file.spellings.filter(({ miss }) => miss.rule !== 'arch_suffix');
    // A platform's own tag is a part of an image whose other parts failed, unless no build says so.
    const spellings =
      whole.length > 0 || file.makers.some(({ run }) => run.status !== 'success') ? whole : file.spellings;
    const [first] = spellings;
    if (!first || replicaPush(file)) return null;
    const rivals = spellings.filter(
      (other) => other.miss.rule === first.miss.rule && differs(file, first, other),
    );
    return rivals.length > 0 ? severalSpellings(file, [first, ...rivals]) : oneSpelling(file, first);
  },
};

/** Two pushed tags that both fit are the same answer only when they are the same content. */
function differs(file: OpenCase, a: OtherSpelling, b: OtherSpelling): boolean {
  const digests = [a.push.observation.digest, b.push.observation.digest];
  if (digests[0] && digests[0] === digests[1]) return false;
  const shas = [originOf(file, a.push)?.sha, originOf(file, b.push)?.sha];
  return !shas[0] || shas[0] !== shas[1];
}

function oneSpelling(file: OpenCase, { miss, push }: OtherSpelling): Finding {
  const origin = originOf(file, push);
  const isSame = origin !== null && origin.sha === file.commit?.sha;
  const contradicted = origin !== null && file.commit?.firm === true && !isSame;
  const prevention = PREVENTION[miss.rule];
  return {
    cause: miss.rule === 'number' ? 'tag_number_coerced' : 'tag_spelled_differently',
    weight: isSame ? 'direct' : 'build',
    ...(contradicted || file.named.length > 1 || miss.ambiguous ? { cap: 'possible' as const } : {}),
    summary: `${wanted(file)} was never pushed, but ${push.observation.tag} was, at ${when(push.at)}: ${miss.explanation}.`,
    commit: origin && !contradicted ? asCommit(file, origin, 'context') : null,
    push: asPush(push),
    rule: miss.rule,
    fixes: [
      deployImage(file, push, `Use the tag that was pushed: ${push.observation.tag}`),
      ...(prevention ? [{ title: 'Keep it from happening again', detail: prevention }] : []),
    ],
    basis: [push],
    facts: nodeSays(file),
    lookedFor: [noPush(file)],
  };
}

function severalSpellings(file: OpenCase, spellings: readonly OtherSpelling[]): Finding {
  const tags = spellings.map(({ push }) => push.observation.tag).join(', ');
  const [first] = spellings;
  return {
    cause: 'tag_spelled_differently',
    weight: 'build',
    cap: 'possible',
    summary: `${wanted(file)} was never pushed; ${tags} were, and each could be meant.`,
    rule: first?.miss.rule ?? null,
    fixes: spellings.map(({ push }) =>
      deployImage(file, push, `If ${push.observation.tag} is meant, use it`),
    ),
    basis: spellings.map(({ push }) => push),
    facts: nodeSays(file),
    lookedFor: [noPush(file)],
  };
}
