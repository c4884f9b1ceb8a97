import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, loadEnv } from 'vite';
import { compressedCopies } from './compressed-copies.js';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * The page is built to `dist/web` and served by the API process under a policy that forbids inline
 * scripts, so nothing may be inlined into index.html. `PULLTRACE_URL` names a running server that the
 * development server passes `/v1` on to.
 */
export default defineConfig(({ mode }) => {
  const api = loadEnv(mode, here, 'PULLTRACE_')['PULLTRACE_URL'];
  return {
    root: here,
    plugins: [react(), compressedCopies()],
    build: {
      outDir: '../../dist/web',
      emptyOutDir: true,
      target: 'es2022',
      // The policy allows data: addresses for images only; separate files keep it that way.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
    server: { host: '127.0.0.1', ...(api && { proxy: { '/v1': api } }) },
  };
});
