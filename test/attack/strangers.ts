// npm run attack:messages [-- --count 10000 --seed 1 --json FILE]: what a page, a script of ours that was taken over, another
// extension and its script in the page can make the packed extension do by messages. Any effect fails.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { shortArticle, startWorld } from '../helpers/world.ts';
import { StrangersWorld } from './strangers/strangers-world.ts';

const { values } = parseArgs({
  options: {
    /** Messages of each stranger. */
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});

const world = await startWorld({ grantHosts: ['http://*/*', 'https://*/*'] });
const { panel } = await world.read(world.pages.add('/first', shortArticle));
const strangers = await StrangersWorld.in(world, panel);
const { sent, reads, requests, changes } = await strangers.listen(Number(values.count), Number(values.seed));
const { answered, requests: controls } = await strangers.hearOwnPage();
await strangers.leave();
await world.close();

const figures = {
  ...sent,
  reads: reads.length,
  requests: requests.length,
  changes: changes.length,
  ownCommandsAnswered: answered,
  ownRequests: controls.length,
};
console.table(figures);
for (const [kind, all] of Object.entries({ reads, requests, changes }))
  for (const said of all) console.log(`${kind}: ${said}`);
if (values.json) writeFileSync(values.json, JSON.stringify(figures, null, 2));
const isBlind = answered < 1 || controls.length === 0;
if (isBlind) console.error('pages of the extension itself were not heard: nothing was shown');
process.exitCode = isBlind || reads.length + requests.length + changes.length > 0 ? 1 : 0;
