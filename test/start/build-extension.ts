import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const sources = [
  'entrypoints',
  'components',
  'utils',
  'public',
  'package-lock.json',
  'wxt.config.ts',
  'tsconfig.json',
];

function hashOf(path: string, hash = createHash('sha256')): ReturnType<typeof createHash> {
  const full = join(root, path);
  const below = existsSync(full) && !/\.\w+$/.test(path) ? readdirSync(full, { withFileTypes: true }) : null;
  if (!below) return hash.update(path).update(readFileSync(full));
  for (const entry of below.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) hashOf(inner, hash);
    else hash.update(inner).update(readFileSync(join(root, inner)));
  }
  return hash;
}

/** A hash of all that a build is made of. */
export function sourceDigest(): string {
  const hash = createHash('sha256');
  for (const source of sources) hashOf(source, hash);
  return hash.digest('hex');
}

/**
 * Builds the extension for production where its sources have changed since the last build.
 * @returns the folder of the unpacked build.
 */
export function buildExtension(browser: 'chrome' | 'firefox' = 'chrome'): string {
  const dir = join(root, '.output', `${browser}-mv3`);
  const stamp = join(root, '.output', `${browser}.hash`);
  const digest = sourceDigest();
  if (existsSync(stamp) && existsSync(join(dir, 'manifest.json')) && readFileSync(stamp, 'utf8') === digest)
    return dir;
  execFileSync(process.execPath, [join(root, 'node_modules/wxt/bin/wxt.mjs'), 'build', '-b', browser], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  writeFileSync(stamp, digest);
  return dir;
}
