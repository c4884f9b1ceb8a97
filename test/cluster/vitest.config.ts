import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.js';

if (!process.env.KUBECONFIG) throw new Error('set KUBECONFIG to the cluster to test on');

// A real cluster takes its time: pods are scheduled, pulled and backed off from.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/cluster/**/*.cluster.ts'],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
