// npm run check:reproducible: packs the extension twice, in folders of other names and depths, in another time zone and language, and
// compares the archives byte for byte. What is packed is what git holds, or would take; packages are those that are installed here.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'unabridged-twice-'));
const places = [
  { dir: join(scratch, 'one'), env: { TZ: 'UTC', LANG: 'C' } },
  {
    dir: join(scratch, 'a longer name', 'and deeper', 'two'),
    env: { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' },
  },
];

/** One file in both places, or a copy of it where the other place is on another disk. */
function lend(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function lendFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [inner, outer] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(inner), outer);
    else if (entry.isDirectory()) lendFolder(inner, outer);
    else lend(inner, outer);
  }
}

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
});
const sources = listed.split('\0').filter(Boolean);

/** @returns the archives by name. */
function packIn({ dir, env }: (typeof places)[number]): Map<string, Buffer> {
  for (const path of sources) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    copyFileSync(join(root, path), join(dir, path));
  }
  lendFolder(join(root, 'node_modules'), join(dir, 'node_modules'));
  for (const browser of ['chrome', 'firefox'])
    execFileSync(process.execPath, [join(dir, 'node_modules/wxt/bin/wxt.mjs'), 'zip', '-b', browser], {
      cwd: dir,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...env, NODE_ENV: 'production' },
    });
  const out = join(dir, '.output');
  const names = readdirSync(out).filter((name) => name.endsWith('.zip'));
  return new Map(names.map((name) => [name, readFileSync(join(out, name))]));
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files that two archives do not have alike. */
function differences(one: Buffer, other: Buffer): string[] {
  const [first, second] = [unzipSync(one), unzipSync(other)];
  return [...new Set([...Object.keys(first), ...Object.keys(second)])].filter(
    (path) => !first[path] || !second[path] || hashOf(first[path]) !== hashOf(second[path]),
  );
}

try {
  const [one, two] = places.map(packIn) as [Map<string, Buffer>, Map<string, Buffer>];
  if (one.size === 0 || [...one.keys()].join() !== [...two.keys()].join())
    throw new Error(`packed ${[...one.keys()]} and ${[...two.keys()]}`);
  for (const [name, bytes] of one) {
    const other = two.get(name)!;
    const isEqual = bytes.equals(other);
    console.log(
      `${isEqual ? 'equal' : 'NOT EQUAL'}  ${name}  ${bytes.length} bytes  sha256 ${hashOf(bytes)}`,
    );
    if (isEqual) continue;
    process.exitCode = 1;
    for (const path of differences(bytes, other)) console.log(`  differs: ${path}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
