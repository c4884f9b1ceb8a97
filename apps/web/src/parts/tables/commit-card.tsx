import { Link } from 'react-router';
import type { Commit } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Copyable } from '../text/copyable.js';
import { OutsideLink } from '../text/outside-link.js';
import { Raw } from '../text/raw.js';
import { shortCommit } from '../text/short-id.js';
import { Clock } from '../time/times.js';
import classes from './commit-card.module.css';

interface Props {
  readonly commit: Commit;
  /** On the commit's own page the id is written out instead of leading there. */
  readonly own?: boolean;
}

/** Who committed what, when, and where to see it. */
export function CommitCard({ commit, own = false }: Props) {
  const { sha, repository, message, author, committedAt, url } = commit;
  return (
    <Section title="Commit" aside={<OutsideLink url={url}>{url ? 'Source' : null}</OutsideLink>}>
      <p className={classes.id}>
        {own ? (
          <Raw text={sha} mono />
        ) : (
          <Link to={`/commits/${encodeURIComponent(sha)}`}>
            <Raw text={shortCommit(sha)} mono />
          </Link>
        )}
        <Copyable text={sha} what="the commit id" />
      </p>
      {message ? (
        <p className={classes.message}>
          <Raw text={message} whole />
        </p>
      ) : null}
      <p className={classes.facts}>
        <Raw text={repository} />
        {author ? <Raw text={author} /> : null}
        {committedAt ? <Clock at={committedAt} /> : null}
      </p>
    </Section>
  );
}
