// npm run attack:streams [-- --only WORDS --json FILE]: what a hostile endpoint can do to the panel by how it answers.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { connectEndpoint } from '../helpers/drive-panel.ts';
import { shortArticle, startWorld } from '../helpers/world.ts';
import { HostileEndpoint } from './streams/hostile-endpoint.ts';
import { hostileStreams } from './streams/hostile-streams.ts';
import { judgeTrial, type StreamTrial, tryStream } from './streams/try-stream.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, json: { type: 'string' } },
});

const endpoint = new HostileEndpoint();
const baseUrl = await endpoint.start();
const world = await startWorld({ isConnected: false });
await connectEndpoint(world.extension, { baseUrl, apiKey: 'sk-hostile-0123456789', model: 'hostile' });
const { panel } = await world.read(world.pages.add('/page', shortArticle));
const trials: StreamTrial[] = [];
const faults: string[] = [];
// Those that go wrong by themselves are also stopped in the middle.
for (const stream of hostileStreams.filter(({ name }) => name.includes(values.only)))
  for (const isStoppedEarly of stream.name.includes('100 MB') ? [false, true] : [false]) {
    const trial = await tryStream(panel, endpoint, stream, isStoppedEarly);
    trials.push(trial);
    faults.push(...judgeTrial(trial, stream).map((said) => `${stream.name}: ${said}`));
    console.log(JSON.stringify({ ...trial, notice: trial.notice.slice(0, 90) }));
  }
const { panelErrors } = world.extension;
await world.close();
await endpoint.close();
console.table(trials.map(({ notice, ...rest }) => ({ ...rest, notice: notice.slice(0, 60) })));
for (const said of [...faults, ...new Set(panelErrors)]) console.log(said);
if (values.json) writeFileSync(values.json, JSON.stringify({ trials, faults }, null, 2));
process.exitCode = faults.length > 0 ? 1 : 0;
