import type { Fix } from '../../api/types.js';
import { Section } from '../shell/section.js';
import { Clamped } from '../text/clamped.js';
import { CodeBlock } from '../text/code-block.js';
import { OutsideLink } from '../text/outside-link.js';
import { PatchBlock } from '../text/patch-block.js';
import { Raw } from '../text/raw.js';
import classes from './verdict.module.css';

/** What to do now, best first. */
export function Fixes({ fixes }: { readonly fixes: readonly Fix[] }) {
  return (
    <Section title="What to do">
      {fixes.length > 0 ? (
        <ol className={classes.fixes}>
          {fixes.map((fix) => (
            <li key={`${fix.title}\n${fix.command ?? ''}`} className={classes.fix}>
              <FixBody fix={fix} />
            </li>
          ))}
        </ol>
      ) : (
        <p className="soft">No fix is suggested: nothing recorded supports one.</p>
      )}
    </Section>
  );
}

function FixBody({ fix }: { readonly fix: Fix }) {
  return (
    <div className={classes.fixBody}>
      <div>
        <h3 className={classes.fixTitle}>
          <Raw text={fix.title} />
        </h3>
        <p>
          <Clamped text={fix.detail} />
        </p>
      </div>
      {fix.command ? <CodeBlock text={fix.command} what="the command" /> : null}
      {fix.patch ? <PatchBlock text={fix.patch} /> : null}
      {fix.docs ? (
        <p>
          <OutsideLink url={fix.docs}>Documentation</OutsideLink>
        </p>
      ) : null}
    </div>
  );
}
