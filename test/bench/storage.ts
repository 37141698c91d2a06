// npm run bench:storage. What the database promises, in the packed build and real Chromium. `--only NAME` measures one part; `--json FILE`
// writes the figures; see storage-faults.ts for what else there is.
import { printFigures } from './print-figures.ts';
import { measureBackup } from './storage-backup.ts';
import { interruptionFigures, killFigures } from './storage-faults.ts';
import { measureScale } from './storage-scale.ts';

const parts: Record<string, () => Promise<Record<string, number | boolean | string>>> = {
  scale: () => measureScale(),
  backup: measureBackup,
  kills: killFigures,
  interruptions: interruptionFigures,
};

const only = process.argv[process.argv.indexOf('--only') + 1];
const isOnly = process.argv.includes('--only');
if (isOnly && !parts[only!])
  throw new RangeError(`no such part: ${only}; there are ${Object.keys(parts).join(', ')}`);

const figures: Record<string, number | boolean | string> = {};
for (const [name, measure] of Object.entries(parts))
  if (!isOnly || name === only) Object.assign(figures, await measure());
printFigures(figures);
