// `npm test`: installs what is missing, then runs every check; stops at the first step that fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensure, projectNode } from './ensure.mjs';

const root = join(import.meta.dirname, '..', '..');
/** Our own scripts are TypeScript. */
const flags = ['--disable-warning=ExperimentalWarning'];
const results = join(root, '.output', 'test');

/** Name, program (a script below node_modules, or one of ours by its path), arguments. */
const steps = [
  ['Prepare', 'wxt/bin/wxt.mjs', ['prepare']],
  ['Types', 'typescript/bin/tsc', ['--noEmit']],
  ['Lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']],
  ['Unused files and packages', 'knip/bin/knip.js', []],
  [
    'Unit, contract and architecture tests',
    'vitest/vitest.mjs',
    [
      'run',
      '--project',
      'unit',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${join(results, 'unit.json')}`,
    ],
  ],
  ['Build for Firefox', 'wxt/bin/wxt.mjs', ['build', '-b', 'firefox']],
  [
    'End-to-end tests in the browser',
    'vitest/vitest.mjs',
    [
      'run',
      '--project',
      'e2e',
      '--reporter=verbose',
      '--reporter=json',
      `--outputFile.json=${join(results, 'e2e.json')}`,
    ],
  ],
  ['Hostile texts, pages and files', join(root, 'test', 'attack', 'attack.ts'), []],
];

/** Totals of the test runs so far, as one line. */
function totals() {
  const counts = ['unit.json', 'e2e.json']
    .filter((name) => existsSync(join(results, name)))
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')));
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  return `${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed`;
}

let node;
try {
  await ensure({ withFirefox: true });
  node = projectNode();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
let status = 0;
for (const [name, program, args] of steps) {
  console.log(`\n── ${name}`);
  const begun = Date.now();
  status =
    spawnSync(node, [...flags, resolve(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: 'inherit',
    }).status ?? 1;
  console.log(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - begun) / 1000)} s)`);
  if (status !== 0) break;
}
console.log(`\n${totals()}`);
process.exit(status);
