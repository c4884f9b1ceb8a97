import { Link } from 'react-router';
import type { Incident } from '../../api/types.js';
import { ImageName } from '../text/image-name.js';
import { Raw } from '../text/raw.js';
import { Age, Clock } from '../time/times.js';
import { CauseBadge } from '../verdict/cause-badge.js';
import { causeView } from '../verdict/causes.js';
import { LevelMark } from '../verdict/level-mark.js';
import classes from './incident-row.module.css';
import { countOf, fewOf } from './scope-words.js';
import { sentenceOf } from './sentence.js';

interface Props {
  readonly incident: Incident;
  /** It left the list while the reader was in it. */
  readonly gone?: boolean;
}

/** One incident in a list: the sentence, what it is about, where, and since when. */
export function IncidentRow({ incident, gone = false }: Props) {
  const { verdict, state } = incident;
  const waits = verdict ? causeView(verdict.cause).waits : true;
  const tone = state === 'resolved' || gone ? 'over' : waits ? 'wait' : 'broken';
  return (
    <li className={classes.row} data-tone={tone}>
      <div className={classes.what}>
        <Link className={classes.sentence} to={`/incidents/${encodeURIComponent(incident.id)}`}>
          <Raw text={sentenceOf(incident)} whole />
        </Link>
        <p className={classes.marks}>
          {verdict ? <CauseBadge cause={verdict.cause} /> : null}
          {verdict ? <LevelMark level={verdict.level} /> : null}
          {state === 'resolved' ? <strong>Resolved</strong> : null}
          {gone ? <strong>No longer in this list</strong> : null}
          <span className={classes.image}>
            <ImageName image={incident.image} />
          </span>
        </p>
      </div>
      <Where scope={incident.scope} />
      <p className={classes.when}>
        <strong>
          <Age at={incident.openedAt} />
        </strong>
        <span className="soft">
          since <Clock at={incident.openedAt} />
        </span>
      </p>
    </li>
  );
}

function Where({ scope }: Pick<Incident, 'scope'>) {
  return (
    <dl className={classes.where}>
      <div>
        <dt className="visually-hidden">Clusters</dt>
        <dd>
          <Raw text={fewOf(scope.clusters)} />
        </dd>
      </div>
      <div>
        <dt className="visually-hidden">Namespaces and pods</dt>
        <dd>
          <Raw text={fewOf(scope.namespaces)} /> · {countOf(scope.pods, 'pod')}
        </dd>
      </div>
    </dl>
  );
}
