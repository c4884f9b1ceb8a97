import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { failureOf } from '../../api/failure.js';
import { useSession } from '../../api/session-context.js';
import { Raw } from '../text/raw.js';
import { FAILURE_VIEWS } from './failure-views.js';
import { Notice } from './notice.js';

interface Props {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Says why there is no answer and what to do about it. */
export function FailureNotice({ error, onRetry }: Props) {
  const { reason, detail, candidates } = failureOf(error);
  const view = FAILURE_VIEWS[reason];
  const session = useSession();
  return (
    <div role="alert">
      <Notice title={view.title} tone="bad">
        <p>{view.advice}</p>
        {detail ? (
          <p className="soft">
            <Raw text={detail} />
          </p>
        ) : null}
        {candidates.length > 0 ? <Candidates shas={candidates} /> : null}
        {reason === 'forbidden' ? (
          <Button variant="default" size="sm" onClick={session.forget}>
            Enter another token
          </Button>
        ) : null}
        {view.retry ? (
          <Button variant="default" size="sm" onClick={onRetry}>
            Try again
          </Button>
        ) : null}
      </Notice>
    </div>
  );
}

function Candidates({ shas }: { readonly shas: readonly string[] }) {
  return (
    <ul>
      {shas.map((sha) => (
        <li key={sha}>
          <Link to={`/commits/${encodeURIComponent(sha)}`}>
            <Raw text={sha} mono />
          </Link>
        </li>
      ))}
    </ul>
  );
}
