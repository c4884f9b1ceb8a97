import { Route, Routes, useLocation } from 'react-router';
import { useSessionState } from '../api/session-context.js';
import { MistakeBoundary } from '../parts/shell/mistake-boundary.js';
import { TokenForm } from '../parts/shell/token-form.js';
import { CommitPage } from './commit-page.js';
import { CoveragePage } from './coverage-page.js';
import { IncidentPage } from './incident-page.js';
import { NotFoundPage } from './not-found-page.js';
import { NowPage } from './now-page.js';
import { TracePage } from './trace-page.js';

/** The page for the address, or the form for the token that its questions need. */
export function Pages() {
  const { need } = useSessionState();
  const { pathname } = useLocation();
  if (need !== 'none') return <TokenForm />;
  return (
    <MistakeBoundary key={pathname}>
      <Routes>
        <Route path="/" element={<NowPage />} />
        <Route path="/incidents/:id" element={<IncidentPage />} />
        <Route path="/trace" element={<TracePage />} />
        <Route path="/commits/:sha" element={<CommitPage />} />
        <Route path="/coverage" element={<CoveragePage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Routes>
    </MistakeBoundary>
  );
}
