import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './page.css';
import './mantine-styles.js';
import './tokens.css';
import { createQueryClient } from './api/query-client.js';
import { createSession } from './api/session.js';
import { App } from './app.js';
import { takeTokenFromAddress } from './parts/shell/token-in-address.js';

const session = createSession(window.sessionStorage);
takeTokenFromAddress(window, session);
window.addEventListener('hashchange', () => takeTokenFromAddress(window, session));

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App session={session} queries={createQueryClient()} />
  </StrictMode>,
);
