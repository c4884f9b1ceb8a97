import type { Incident } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { CodeBlock } from '../text/code-block.js';
import { Raw } from '../text/raw.js';
import { inWords } from '../verdict/causes.js';
import classes from './raw-error.module.css';

/** The node's own words, and what Pulltrace read from them. */
export function RawError({ incident }: { readonly incident: Incident }) {
  const { error, image } = incident;
  const elsewhere = error.host !== null && error.host !== image.registry;
  return (
    <Section title="What the node said" aside={<Raw text={inWords(error.class)} />}>
      <CodeBlock text={error.message || '(no message)'} what="the error" />
      <p className={classes.facts}>
        {error.host ? (
          <>
            Answered by <Raw text={error.host} mono />
            {elsewhere ? ', not by the image’s own registry' : ''}.{' '}
          </>
        ) : null}
        {error.runtime ? (
          <>
            Runtime: <Raw text={error.runtime} />.
          </>
        ) : null}
      </p>
    </Section>
  );
}
