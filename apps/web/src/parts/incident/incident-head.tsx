import type { Incident } from '../../api/types.js';
import { Copyable } from '../text/copyable.js';
import { ImageName } from '../text/image-name.js';
import { Raw } from '../text/raw.js';
import { Age, Clock } from '../time/times.js';
import { CauseBadge } from '../verdict/cause-badge.js';
import { LevelMark } from '../verdict/level-mark.js';
import classes from './incident-head.module.css';
import { countOf, fewOf } from './scope-words.js';

/** The facts that belong to the sentence above them: which image, how sure, where, since when. */
export function IncidentHead({ incident }: { readonly incident: Incident }) {
  const { verdict, image, scope } = incident;
  return (
    <div className={classes.head}>
      <p className={classes.image}>
        <ImageName image={image} />
        <Copyable text={image.reference} what="the image reference" />
      </p>
      <p className={classes.facts}>
        <State incident={incident} />
        {verdict ? <CauseBadge cause={verdict.cause} /> : null}
        {verdict ? <LevelMark level={verdict.level} /> : null}
        <span className="tabular">
          {countOf(scope.pods, 'pod')} in <Raw text={fewOf(scope.clusters) || 'no cluster'} />
        </span>
      </p>
    </div>
  );
}

function State({ incident: { state, openedAt, resolvedAt } }: { readonly incident: Incident }) {
  if (state === 'resolved') {
    return (
      <span className={classes.state} data-state="resolved">
        Resolved{' '}
        {resolvedAt ? (
          <>
            at <Clock at={resolvedAt} />
          </>
        ) : null}
      </span>
    );
  }
  return (
    <span className={classes.state} data-state="open">
      Open for <Age at={openedAt} />
    </span>
  );
}
