import { attackBuild } from './attack-build.ts';
import { buildSeeded } from './build-seeded.ts';
import { faults } from './faults.ts';

export interface FaultFigures {
  seededFaults: number;
  seededFaultsCaught: number;
}

/**
 * Builds the extension once with each of the faults, drives it with the part of the suite that is there for it, and prints what
 * caught it. What is shipped must have been driven before and found well: else the suite is red for something else.
 */
export async function seededFaults(): Promise<FaultFigures> {
  const rows: { fault: string; isCaught: boolean; by: string }[] = [];
  for (const fault of faults) {
    const lines = await attackBuild(buildSeeded(fault), [fault.part], fault.payloads);
    const caught = lines.filter((line) => fault.sign.test(line));
    const by = (caught[0] ?? `not for its reason: ${lines[0] ?? 'green'}`).slice(0, 110);
    rows.push({ fault: fault.name, isCaught: caught.length > 0, by });
    console.log(`${fault.name}: ${caught.length} of ${lines.length} findings name it; ${by}`);
  }
  console.table(rows);
  return { seededFaults: rows.length, seededFaultsCaught: rows.filter(({ isCaught }) => isCaught).length };
}
