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
import { hostileFiles } from './hostile-files.ts';
import { hostilePages } from './hostile-pages.ts';
import { ownChecks } from './own-checks.ts';
import { writeOwnFiles } from './own-files.ts';
import { readPayloads } from './payload.ts';
import { startSealedWorld } from './sealed-world.ts';
import { seededFaults } from './seeded-faults.ts';
import { storageState } from './storage-state.ts';
import { storedCharacters, storedChats, storedMaps } from './stored-sinks.ts';
import { streamedAnswers } from './streamed-answers.ts';
import { wallsAlone } from './walls.ts';
import { Witness } from './witness.ts';

const { values } = parseArgs({
  options: {
    payloads: { type: 'string' },
    pages: { type: 'string' },
    files: { type: 'string' },
    json: { type: 'string' },
    /** For a look at one part: stored, streamed, pages, files or checks. */
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
const isAsked = (part: string) => values.only === undefined || values.only === part;

const world = await startSealedWorld();
const page = await world.extension.newTab(world.pages.add('/page', '<p>A page that is quite harmless.</p>'));
const panel = await world.extension.openPanel(page);
const witness = await Witness.of(panel);
await panel.waitForSelector('[data-testid="composer"]');
await checkWitness(world, panel, witness);
const before = await storageState(panel);
const counted = (name: string) => {
  let done = 0;
  return (count: number) => {
    done += count;
    if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${done} `);
  };
};

if (isAsked('streamed')) await streamedAnswers(panel, world.server, witness, payloads, counted('answers'));
const pages = isAsked('pages')
  ? await hostilePages(world, panel, witness, values.pages ?? join(own, 'pages'), counted('pages'))
  : undefined;
const files = isAsked('files')
  ? await hostileFiles(panel, witness, values.files ?? writeOwnFiles(folder), counted('files'))
  : undefined;
const checks = isAsked('checks') ? await ownChecks(world, panel, () => true) : [];
const storageChanges = (await storageState(panel)) === before ? 0 : 1;
if (isAsked('stored')) {
  await storedChats(panel, witness, payloads, counted('stored chats'));
  await storedCharacters(panel, witness, payloads);
  witness.findings.push(...(await storedMaps(world.extension.openPage, panel, payloads)));
}
const { panelErrors } = world.extension;
if (world.log().includes(plantedKey)) checks.push('the key is in the browser’s log');
const traffic = await world.end();
rmSync(folder, { recursive: true });
if (!traffic.some(({ to }) => to.includes(controlHost)))
  throw new Error('the browser did not log its control');
const foreign = traffic.filter(({ to }) => !to.includes(controlHost));
const seeded = values.faults ? await seededFaults() : { seededFaults: 0, seededFaultsCaught: 0 };

const of = (kind: string) => witness.findings.filter((finding) => finding.kind === kind);
const figures = {
  payloads: payloads.length,
  pages: pages?.pages ?? 0,
  files: files?.files ?? 0,
  scripts: of('script').length + of('markup').length + of('policy').length + of('pollution').length,
  foreignRequests: foreign.length,
  navigations: of('navigation').length,
  storageChanges,
  hiddenUnmarked: pages?.hiddenUnmarked.length ?? 0,
  controlsHarmed: (pages?.controlsHarmed.length ?? 0) + (files?.controlsHarmed.length ?? 0),
  leaks: pages?.leaks.length ?? 0,
  slowFiles: files?.slow.length ?? 0,
  panelUnusable: files?.unusable.length ?? 0,
  checksFailed: checks.length,
  ...seeded,
};
console.table(figures);
for (const { kind, to } of foreign) console.log(`${kind}: ${to}`);
for (const { kind, place, said } of witness.findings) console.log(`${kind} in ${place}: ${said}`);
for (const [name, all] of Object.entries({ ...pages, ...files }))
  if (Array.isArray(all)) for (const said of all) console.log(`${name}: ${said}`);
for (const said of checks) console.log(said);
for (const said of new Set(panelErrors)) console.log(`an error of the panel: ${said.slice(0, 300)}`);
if (values.json) writeFileSync(values.json, JSON.stringify(figures, null, 2));
const {
  payloads: _,
  pages: __,
  files: ___,
  seededFaults: sown,
  seededFaultsCaught: caught,
  ...found
} = figures;
process.exitCode = caught < sown || Object.values(found).some((count) => count > 0) ? 1 : 0;
