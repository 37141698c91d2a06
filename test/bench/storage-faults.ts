import { parseArgs } from 'node:util';
import type { KillMoment } from './kill-moments.ts';
import { type Interruption, measureInterruptions } from './storage-interruptions.ts';
import { measureKills } from './storage-kills.ts';

/** `--seed N`, `--kills N`, `--interruptions N` (of each kind), and `--kind NAME`, which may be given several times. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '50' },
    interruptions: { type: 'string', default: '20' },
    kind: { type: 'string', multiple: true },
  },
  strict: false,
});
const shared = { seed: Number(values.seed), log: (line: string) => console.log(line) };
const kinds = values.kind as string[] | undefined;

/** A loss is no figure but a fault: the process says so at its end. */
function tell(byKind: Record<string, object>, failures: readonly string[]): void {
  console.table(byKind);
  for (const failure of failures) console.log(`LOST: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}

/** Kills the browser as often as the command line says. */
export async function killFigures(): Promise<Record<string, number>> {
  const moments = kinds as KillMoment[] | undefined;
  const { kills, killsSurvived, byMoment, failures } = await measureKills({
    ...shared,
    kills: Number(values.kills),
    ...(moments ? { moments } : {}),
  });
  tell(byMoment, failures);
  return { kills, killsSurvived };
}

/** Takes away what answers depend on, as often as the command line says. */
export async function interruptionFigures(): Promise<Record<string, number>> {
  const { interruptions, interruptionsSurvived, byKind, failures } = await measureInterruptions({
    ...shared,
    interruptions: Number(values.interruptions),
    ...(kinds ? { kinds: kinds as Interruption[] } : {}),
  });
  tell(byKind, failures);
  return { interruptions, interruptionsSurvived };
}
