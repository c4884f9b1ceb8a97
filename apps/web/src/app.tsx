import { MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { LiveProvider } from './api/live.js';
import type { Session } from './api/session.js';
import { SessionProvider } from './api/session-context.js';
import { Pages } from './pages/pages.js';
import { Shell } from './parts/shell/shell.js';
import { NowProvider } from './parts/time/now-provider.js';
import { cssVariablesResolver, theme } from './theme.js';

interface Props {
  readonly session: Session;
  readonly queries: QueryClient;
}

/** The page with all it needs around it. */
export function App({ session, queries }: Props) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <SessionProvider session={session}>
          <LiveProvider>
            <NowProvider>
              <BrowserRouter>
                <Shell>
                  <Pages />
                </Shell>
              </BrowserRouter>
            </NowProvider>
          </LiveProvider>
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
