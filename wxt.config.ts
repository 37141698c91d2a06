import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { buildManifest } from './utils/shared/manifest';

export default defineConfig({
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  // Explicit imports only: auto-imports hide the direction that test/architecture.test.ts holds.
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => buildManifest(browser),
  vite: () => ({
    plugins: [tailwindcss()],
    build: { target: 'es2023', chunkSizeWarningLimit: 1200 },
    worker: { format: 'es' },
  }),
  zip: { excludeSources: ['test/**', '.cache/**'] },
});
