import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';
import { buildManifest } from './utils/shared/manifest';

/** The on-device engine names a server for its fallback in old browsers. We never use it, and no remote code may even be named. */
const withoutRemoteCode = {
  name: 'without-remote-code',
  transform(code: string, id: string) {
    return id.includes('@wllama/wllama')
      ? code.replace(/https:\/\/cdn\.jsdelivr\.net[^"'`\s]*/g, '')
      : undefined;
  },
};

/** KaTeX's styles name each font in three formats; every browser that runs us takes the first. */
const oneFontFormat = {
  name: 'one-font-format',
  enforce: 'pre' as const,
  transform(code: string, id: string) {
    return id.includes('katex.min.css')
      ? code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, '')
      : undefined;
  },
};

export default defineConfig({
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  // Explicit imports only: auto-imports hide the direction that test/architecture.test.ts holds.
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => buildManifest(browser),
  hooks: {
    // Firefox has no offscreen documents; its background page can do all that the engine needs, so it is the engine page.
    'build:manifestGenerated': (wxt, manifest) => {
      if (wxt.config.browser === 'firefox') manifest.background = { page: 'engine.html' } as never;
    },
  },
  vite: () => ({
    plugins: [tailwindcss(), withoutRemoteCode, oneFontFormat],
    // Fonts stay files: the content policy allows none from `data:`.
    build: { target: 'es2023', chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
    worker: { format: 'es' },
  }),
  zip: { excludeSources: ['test/**', '.cache/**'] },
});
