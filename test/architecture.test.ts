import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../components/ui/locales/en.ts';

const root = resolve(import.meta.dirname, '..');

/** Each folder imports only itself and what stands before it. The README shows the same list. */
const order = [
  'utils/shared',
  'utils/browser',
  'utils/extract',
  'utils/files',
  'utils/sources',
  'utils/tokens',
  'utils/context',
  'utils/messages',
  'utils/prompt',
  'utils/citations',
  'utils/mindmap',
  'utils/providers',
  'utils/storage',
  'utils/roleplay',
  'utils/backup',
  'utils/chat',
  'components/ui',
  'components/sources',
  'components/settings',
  'components/roleplay',
  'components/mindmap',
  'components/chat',
  'entrypoints',
];

/** No extension API, storage, network, clock or randomness. */
const pure = [
  'utils/shared',
  'utils/extract',
  'utils/tokens',
  'utils/context',
  'utils/messages',
  'utils/prompt',
  'utils/citations',
  'utils/mindmap',
];
const impure =
  /\b(?:browser|chrome)\.\w|\bfetch\(|\bindexedDB\b|\blocalStorage\b|Date\.now\(|new Date\(\)|Math\.random\(|crypto\.randomUUID/;

/** Each dependency comes in by one door (a path prefix). */
const doors: Record<string, string[]> = {
  'wxt/browser': ['utils/browser/', 'entrypoints/background.ts'],
  openai: ['utils/providers/protocols/'],
  tiktoken: ['utils/tokens/o200k.ts', 'utils/chat/token.worker.ts'],
  chardet: ['utils/files/decode-text.ts'],
  linkedom: ['utils/files/parse-markup.ts'],
  '@zip.js/zip.js': ['utils/files/archive.ts'],
  'postal-mime': ['utils/files/mail/email.ts'],
  '@noble/ciphers': ['utils/files/old-office/decrypt-package.ts'],
  '@noble/hashes': ['utils/files/old-office/decrypt-package.ts'],
  '@e965/xlsx': ['utils/files/sheets/', 'utils/files/odf/odf-sheet.ts'],
  papaparse: ['utils/files/sheets/csv.ts'],
  htmlparser2: ['utils/files/xml-tree.ts', 'utils/files/web/read-markup.ts'],
  fflate: ['utils/files/unzip.ts'],
  'pdfjs-dist': ['utils/files/pdf/open-pdf.ts'],
  'tesseract.js': ['utils/files/create-recogniser.ts'],
  dexie: ['utils/storage/database.ts'],
  'fake-indexeddb': ['utils/storage/memory-database.ts'],
  'dexie-react-hooks': ['components/ui/use-live-query.ts'],
  '@wllama/wllama': ['utils/providers/embedded/'],
  '@lingui/core': ['components/ui/i18n.ts'],
  '@lingui/message-utils': ['components/ui/i18n.ts'],
  'mdast-util-': ['components/ui/markdown/'],
  'micromark-': ['components/ui/markdown/'],
  remend: ['components/ui/markdown/'],
  katex: ['components/ui/markdown/'],
  'highlight.js': ['components/ui/markdown/'],
  'mind-elixir': ['components/mindmap/canvas/'],
};

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : /\.tsx?$/.test(name) ? [path] : [];
  });
}

interface SourceFile {
  path: string;
  text: string;
  imports: string[];
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\b[^'"\n]*?(?:from\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const files: SourceFile[] = ['utils', 'components', 'entrypoints'].flatMap(filesBelow).map((path) => {
  const text = readFileSync(join(root, path), 'utf8');
  // Imports over several lines are one statement.
  const flat = text.replace(/(import|export)\s*(type\s*)?\{[^}]*\}/g, (match) => match.replace(/\s+/g, ' '));
  return { path, text, imports: [...flat.matchAll(importPattern)].map((match) => match[1] ?? match[2]!) };
});

const placeOf = (path: string) =>
  order.findIndex((folder) => path === folder || path.startsWith(`${folder}/`));

describe('the architecture', () => {
  it('sees the imports that it judges', () => {
    expect(files.length).toBeGreaterThan(60);
    const chatPanel = files.find((file) => file.path === 'components/chat/ChatPanel.tsx');
    expect(chatPanel?.imports).toContain('./use-turns');
    expect(chatPanel?.imports).toContain('../../utils/messages/chat-message');
  });

  it.each(files.map((file) => [file.path, file] as const))(
    '%s stands in a known folder and imports only what stands before it',
    (path, file) => {
      const own = placeOf(path);
      expect(own).toBeGreaterThanOrEqual(0);
      for (const name of file.imports.filter((name) => name.startsWith('.'))) {
        const target = relative(root, resolve(root, dirname(path), name));
        expect(placeOf(target), `${path} imports ${target}`).toBeLessThanOrEqual(own);
        expect(placeOf(target), `${path} imports ${target}`).toBeGreaterThanOrEqual(0);
      }
    },
  );

  it('lets each dependency in by its own door', () => {
    const wrong = files.flatMap((file) =>
      file.imports.flatMap((name) =>
        Object.entries(doors)
          .filter(([door]) =>
            door.endsWith('-') ? name.startsWith(door) : name === door || name.startsWith(`${door}/`),
          )
          .filter(([, places]) => !places.some((place) => file.path.startsWith(place)))
          .map(([door]) => `${file.path}: ${door}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('hears messages at one door, and outsiders nowhere', () => {
    const hearing = (pattern: RegExp) =>
      files.filter((file) => pattern.test(file.text)).map(({ path }) => path);
    expect(hearing(/runtime\.onMessage\b/)).toEqual(['utils/browser/messages.ts']);
    expect(
      hearing(/onMessageExternal|onConnect|onUserScriptMessage|(?:window|top|parent)\.postMessage/),
    ).toEqual([]);
    // A channel that only speaks is the one exception.
    expect(hearing(/new BroadcastChannel/)).toEqual([
      'utils/browser/channel.ts',
      'utils/chat/answer-feed.ts',
    ]);
    // Without a worker's own message there is nobody to hear but a page.
    const heard = hearing(/addEventListener\('message'|\bself\.onmessage|window\.onmessage/);
    expect(heard.filter((path) => !path.endsWith('.worker.ts'))).toEqual([]);
  });

  it('keeps the pure stages pure', () => {
    const wrong = files.filter(
      (file) => pure.some((folder) => file.path.startsWith(`${folder}/`)) && impure.test(file.text),
    );
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  it('has no React below components', () => {
    expect(
      files
        .filter((file) => file.path.startsWith('utils/') && file.imports.some((name) => /^react/.test(name)))
        .map((file) => file.path),
    ).toEqual([]);
  });

  it.each([
    [
      'markup from strings',
      /dangerouslySetInnerHTML|\.(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write/,
    ],
    ['code from strings', /\beval\(|new Function\(/],
    ['swallowed errors', /catch\s*(?:\([^)]*\))?\s*\{\s*\}/],
    ['work left open', /\b(?:TODO|FIXME|XXX)\b/],
    ['an auto-import', /from '#imports'/],
  ])('has no %s', (_, pattern) => {
    expect(files.filter((file) => pattern.test(file.text)).map((file) => file.path)).toEqual([]);
  });

  it('uses every text of its catalogue', () => {
    const code = files
      .filter((file) => !file.path.includes('/locales/'))
      .map((file) => file.text)
      .join('\n');
    const ids = Object.keys(en).filter((id) => !id.startsWith('error.'));
    expect(ids.filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  });

  it('has no file that holds more than one idea', () => {
    expect(
      files
        .filter((file) => !/locales\//.test(file.path) && file.text.split('\n').length > 300)
        .map((file) => file.path),
    ).toEqual([]);
  });
});
