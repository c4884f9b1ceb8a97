import { Link } from 'react-router';
import { PageFrame } from '../parts/shell/page-frame.js';

/** An address that is none of the page's. */
export function NotFoundPage() {
  return (
    <PageFrame title="Not found" heading="There is no such page">
      <p>
        <Link to="/">Open incidents</Link>
      </p>
    </PageFrame>
  );
}
