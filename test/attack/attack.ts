// npm run attack [-- --payloads FILE.jsonl --pages DIR --files DIR --json FILE]: hostile texts, pages and files against the packed
// extension, in a real browser that reaches this machine only. Without a set of others, the project's own small one.
// With --faults also whether it notices the faults of faults.ts; --walls has each wall stand alone, --browser firefox takes Firefox: the
// payloads only, as answers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plantedKey } from '../helpers/world.ts';
import { attackFirefox } from './attack-firefox.ts';
import { checkWitness, controlHost } from './check-witness.ts';
import { faultsOf, toFigures } from './figures.ts';
import { hostileFiles } from './hostile-files.ts';
import { hostilePages } from './hostile-pages.ts';
import { liveNames } from './live-names.ts';
import { modelNames } from './model-names.ts';
import { ownChecks } from './own-checks.ts';
import { writeOwnFiles } from './own-files.ts';
import { readPayloads } from './payload.ts';
import { restoredRecords } from './restored-records.ts';
import { startSealedWorld } from './sealed-world.ts';
import { seededFaults } from './seeded-faults.ts';
import { changesBetween, storageState } from './storage-state.ts';
import { refusedAnswers, streamedAnswers } from './streamed-answers.ts';
import { wallsAlone } from './walls.ts';
import { Witness } from './witness.ts';

const parts = ['streamed', 'refused', 'names', 'pages', 'files', 'checks', 'restored', 'models'] as const;
type Part = (typeof parts)[number];

const { values } = parseArgs({
  options: {
    payloads: { type: 'string' },
    pages: { type: 'string' },
    files: { type: 'string' },
    json: { type: 'string' },
    /** For a look at some parts, with commas between them. */
    only: { type: 'string' },
    faults: { type: 'boolean' },
    walls: { type: 'boolean' },
    browser: { type: 'string', default: 'chromium' },
  },
});

const own = join(import.meta.dirname, 'own-set');
const folder = mkdtempSync(join(tmpdir(), 'unabridged-own-files-'));
const payloads = readPayloads(values.payloads ?? join(own, 'payloads.jsonl'));
if (values.walls || values.browser === 'firefox') {
  const run = values.walls ? wallsAlone : attackFirefox;
  const { figures, findings } = await run(payloads);
  console.table(figures);
  for (const said of findings) console.log(said);
  if (values.json) writeFileSync(values.json, JSON.stringify(figures, null, 2));
  process.exit(findings.length > 0 ? 1 : 0);
}
const asked: readonly string[] = values.only?.split(',') ?? parts;

const world = await startSealedWorld();
const page = await world.extension.newTab(world.pages.add('/page', '<p>A page that is quite harmless.</p>'));
const panel = await world.extension.openPanel(page);
const witness = await Witness.of(panel, `chrome-extension://${world.extension.id}/`);
await panel.waitForSelector('[data-testid="composer"]');
await checkWitness(world, panel, witness);

const storageChanges: string[] = [];
/** Does a part, and says how long it took. @param keepsStorage nothing but chats may come of it. */
async function run<T>(
  part: Part,
  keepsStorage: boolean,
  act: (onDone: (count: number) => void) => Promise<T>,
): Promise<T | undefined> {
  if (!asked.includes(part)) return undefined;
  const begun = performance.now();
  const before = await storageState(panel);
  const known = witness.findings.length;
  let done = 0;
  const result = await act((count) => {
    done += count;
    if (process.stderr.isTTY) process.stderr.write(`\r${part}: ${done} `);
  });
  if (keepsStorage)
    storageChanges.push(
      ...changesBetween(before, await storageState(panel)).map((name) => `${name}, ${part}`),
    );
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(`${part}: ${done} tried, ${seconds} s, ${witness.findings.length - known} findings`);
  return result;
}

const { server } = world;
await run('streamed', true, (onDone) => streamedAnswers(panel, server, witness, payloads, onDone));
await run('refused', true, (onDone) => refusedAnswers(panel, server, witness, payloads, onDone));
await run('names', true, (onDone) => liveNames(world, panel, witness, payloads, onDone));
const pages = await run('pages', true, (onDone) =>
  hostilePages(world, panel, witness, values.pages ?? join(own, 'pages'), onDone),
);
const files = await run('files', true, (onDone) =>
  hostileFiles(world, panel, witness, values.files ?? writeOwnFiles(folder), onDone),
);
const checks = (await run('checks', true, () => ownChecks(world, panel, () => true))) ?? [];
await run('restored', false, (onDone) => restoredRecords(world, panel, witness, payloads, onDone));
await run('models', false, (onDone) => modelNames(world, panel, witness, payloads, onDone));

const { panelErrors } = world.extension;
if (world.log().includes(plantedKey)) checks.push('the key is in the browser’s log');
const traffic = await world.end();
rmSync(folder, { recursive: true });
if (!traffic.some(({ to }) => to.includes(controlHost)))
  throw new Error('the browser did not log its control');
const seeded = values.faults ? await seededFaults() : { seededFaults: 0, seededFaultsCaught: 0 };
const outcome = {
  payloads: payloads.length,
  pages,
  files,
  findings: witness.findings,
  foreign: traffic.filter(({ to }) => !to.includes(controlHost)),
  storageChanges,
  checks,
  ...seeded,
  panelErrors,
};
const figures = toFigures(outcome);
const faults = faultsOf(outcome);
console.table(figures);
for (const fault of faults) console.log(fault);
if (values.json) writeFileSync(values.json, JSON.stringify(figures, null, 2));
process.exitCode = faults.length > 0 ? 1 : 0;
