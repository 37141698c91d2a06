import { writeFileSync } from 'node:fs';

/** Prints figures as a table; writes them as JSON where `--json FILE` was given. */
export function printFigures(figures: Record<string, number | boolean | string>): void {
  const width = Math.max(...Object.keys(figures).map((name) => name.length));
  for (const [name, value] of Object.entries(figures)) {
    console.log(
      `${name.padEnd(width)}  ${typeof value === 'number' ? Math.round(value * 1000) / 1000 : value}`,
    );
  }
  const at = process.argv.indexOf('--json');
  if (at > 0) writeFileSync(process.argv[at + 1]!, `${JSON.stringify(figures, null, 2)}\n`);
}

/** The value below which a share of the numbers lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
