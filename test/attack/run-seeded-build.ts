// What buildSeeded starts, with a folder's name and the seed as JSON.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'wxt';
import { buildExtension } from '../start/build-extension.ts';
import { type Seed, seededFolder } from './build-seeded.ts';
import type { Rewrite } from './faults.ts';

const root = join(import.meta.dirname, '..', '..');

/** Puts other texts in place of a module's. @param done is told of each that was found. */
function rewriting(rewrites: readonly Rewrite[], done: Set<Rewrite>) {
  return {
    name: 'seeded-fault',
    enforce: 'pre' as const,
    transform(code: string, id: string): string {
      let text = code;
      for (const wanted of rewrites) {
        if (id.split('?')[0] !== join(root, wanted.file)) continue;
        if (text.split(wanted.find).length !== 2)
          throw new Error(`${wanted.file} does not hold exactly once: ${wanted.find}`);
        text = text.replace(wanted.find, () => wanted.replace);
        done.add(wanted);
      }
      return text;
    },
  };
}

/** Takes the policy out of a build: the manifest's, and what its pages add to it. @throws Error where there is none. */
function takePolicy(dir: string): void {
  const file = join(dir, 'manifest.json');
  const { content_security_policy: policy, ...manifest } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    unknown
  >;
  if (!policy) throw new Error('the manifest had no policy to take away');
  writeFileSync(file, JSON.stringify(manifest));
  for (const name of ['sidepanel.html', 'map.html', 'options.html']) {
    const page = join(dir, name);
    const html = readFileSync(page, 'utf8');
    const without = html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    if (without === html) throw new Error(`${name} had no policy to take away`);
    writeFileSync(page, without);
  }
}

const [folder, json] = process.argv.slice(2);
const { rewrites, hasDefaultPolicy } = JSON.parse(json!) as Seed;
const done = new Set<Rewrite>();
const plugins = () => [rewriting(rewrites, done)];
// Where nothing is bundled otherwise, what is shipped is the same.
if (rewrites.length === 0) cpSync(buildExtension(), join(seededFolder, folder!), { recursive: true });
else
  await build({
    root,
    browser: 'chrome',
    outDir: seededFolder,
    outDirTemplate: folder,
    vite: () => ({ plugins: plugins(), worker: { plugins } }),
  });
const missed = rewrites.filter((rewrite) => !done.has(rewrite));
if (missed.length > 0) throw new Error(`not built: ${missed.map(({ file }) => file).join(', ')}`);
if (hasDefaultPolicy) takePolicy(join(seededFolder, folder!));
