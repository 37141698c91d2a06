import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type ResolvedPublicFile } from 'wxt';
import { buildManifest } from './utils/shared/manifest';

const remoteCode = /https:\/\/cdn\.jsdelivr\.net[^"'`\s]*/g;

/** Some engines name a server for what they are not given here. We always give it, and no remote code may even be named. */
const withoutRemoteCode = {
  name: 'without-remote-code',
  transform(code: string, id: string) {
    return /@wllama\/wllama|tesseract\.js/.test(id) ? code.replace(remoteCode, '') : undefined;
  },
};

const module = (path: string) => resolve(import.meta.dirname, 'node_modules', path);
const filesIn = (from: string, to: string, pattern: RegExp): ResolvedPublicFile[] =>
  readdirSync(module(from))
    .filter((name) => pattern.test(name))
    .map((name) => ({ absoluteSrc: module(`${from}/${name}`), relativeDest: `${to}/${name}` }));

/** What readers of files fetch while they read, from the package itself: character maps, fonts, the recogniser and its languages. */
const packagedFiles = (): ResolvedPublicFile[] => [
  ...filesIn('pdfjs-dist/cmaps', 'pdfjs/cmaps', /\.bcmap$|LICENSE/),
  ...filesIn('pdfjs-dist/standard_fonts', 'pdfjs/standard_fonts', /./),
  ...filesIn('pdfjs-dist/wasm', 'pdfjs/wasm', /^(?:jbig2|openjpeg|qcms_bg)\.wasm$|LICENSE_(?!.*QUICKJS)/),
  ...filesIn('pdfjs-dist/iccs', 'pdfjs/iccs', /./),
  ...filesIn('tesseract.js-core', 'recogniser', /^tesseract-core-simd-lstm\.(?:js|wasm)$|LICENSE/),
  ...['eng', 'chi_sim'].flatMap((language) =>
    filesIn(`@tesseract.js-data/${language}/4.0.0_best_int`, 'recogniser', /\.gz$/),
  ),
  {
    contents: readFileSync(module('tesseract.js/dist/worker.min.js'), 'utf8').replace(remoteCode, ''),
    relativeDest: 'recogniser/worker.min.js',
  },
];

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
    'build:publicAssets': (_, files) => void files.push(...packagedFiles()),
    // Firefox has no offscreen documents; its background page can do all that the engine needs, so it is the engine page.
    'build:manifestGenerated': (wxt, manifest) => {
      if (wxt.config.browser === 'firefox') manifest.background = { page: 'engine.html' } as never;
    },
  },
  vite: () => ({
    plugins: [tailwindcss(), withoutRemoteCode, oneFontFormat],
    // Fonts stay files: the content policy allows none from `data:`.
    build: { target: 'es2023', chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
    worker: { format: 'es', plugins: () => [withoutRemoteCode] },
  }),
  zip: { excludeSources: ['test/**', '.cache/**'] },
});
