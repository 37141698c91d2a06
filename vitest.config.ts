import { defineConfig } from 'vitest/config';
import { patienceMs } from './test/helpers/until.ts';

export default defineConfig({
  test: {
    // pdf.js leaves promises about a damaged file that nobody waits for; what it tells its caller is what counts.
    onUnhandledError: (error) => !/pdfjs-dist/.test(error.stack ?? ''),
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/unit/**/*.test.{ts,tsx}',
            'test/contract/**/*.test.ts',
            'test/architecture.test.ts',
          ],
          environment: 'node',
          testTimeout: 60_000,
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['test/helpers/show-failure.ts'],
          environment: 'node',
          globalSetup: ['test/helpers/build-once.ts'],
          // Browsers wait for most of the time: two at once take little more than half of it.
          maxWorkers: 2,
          // Each state is waited for as long as test/helpers/until.ts says; a test waits for several.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: patienceMs } },
        },
      },
    ],
  },
});
