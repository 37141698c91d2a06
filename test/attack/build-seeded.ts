import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceDigest } from '../start/build-extension.ts';
import type { Fault } from './faults.ts';

/** What of a fault makes its build another one. */
export type Seed = Pick<Fault, 'name' | 'rewrites' | 'hasDefaultPolicy'>;

/** Where the builds lie, each in a folder of its own. */
export const seededFolder = join(import.meta.dirname, '..', '..', '.output', 'seeded');

/**
 * Builds the extension as it is shipped but for some rewrites, where that has not been done since its sources changed. In a process of
 * its own, as the shipped one is built.
 * @returns the build's folder.
 * @throws Error where a text that is to be rewritten is not there, or the build never came by it.
 */
export function buildSeeded({ name, rewrites, hasDefaultPolicy }: Seed): string {
  const seed = JSON.stringify({ name, rewrites, hasDefaultPolicy });
  const folder = name.replace(/\W+/g, '-');
  const dir = join(seededFolder, folder);
  const stamp = `${dir}.hash`;
  const program = join(import.meta.dirname, 'run-seeded-build.ts');
  const made = `${sourceDigest()} ${readFileSync(program, 'utf8')} ${seed}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return dir;
  execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', program, folder, seed],
    // What a build says in passing is of interest where it fails: the error holds it.
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } },
  );
  writeFileSync(stamp, made);
  return dir;
}
