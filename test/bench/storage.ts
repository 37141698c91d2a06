// npm run bench:storage [-- --only scale|kills|interruptions] [--kills 50] [--interruptions 20] [--seed N] [--json FILE]: how fast are
// lists, searches and chats among ten thousand messages, and is anything lost when the browser is killed, or its parts go away, while
// an answer is being written? Ends with 1 where something was.
import { parseArgs } from 'node:util';
import { printFigures } from './print-figures.ts';
import { measureInterruptions } from './storage-interruptions.ts';
import { measureKills } from './storage-kills.ts';
import { measureScale } from './storage-scale.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    moment: { type: 'string', multiple: true },
    kills: { type: 'string', default: '50' },
    interruptions: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const options = { seed: Number(values.seed), log: (line: string) => console.log(line) };
const figures: Record<string, number | boolean | string> = {};
const failures: string[] = [];
if (!values.only || values.only === 'scale') Object.assign(figures, await measureScale());
if (!values.only || values.only === 'kills') {
  const {
    kills,
    killsSurvived,
    byMoment,
    failures: own,
  } = await measureKills({
    ...options,
    kills: Number(values.kills),
    ...(values.moment ? { moments: values.moment as never } : {}),
  });
  console.table(byMoment);
  Object.assign(figures, { kills, killsSurvived });
  failures.push(...own);
}
if (!values.only || values.only === 'interruptions') {
  const {
    interruptions,
    interruptionsSurvived,
    byKind,
    failures: own,
  } = await measureInterruptions({
    ...options,
    interruptions: Number(values.interruptions),
    ...(values.moment ? { kinds: values.moment as never } : {}),
  });
  console.table(byKind);
  Object.assign(figures, { interruptions, interruptionsSurvived });
  failures.push(...own);
}
printFigures(figures);
for (const failure of failures) console.log(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
