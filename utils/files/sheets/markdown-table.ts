/** A cell's text on one line, as GFM tables want it. */
export const cellLine = (text: string): string =>
  text
    .replace(/\s*\r?\n\s*/g, ' ')
    .replace(/\|/g, '\\|')
    .trim();

/** Shorter rows are filled up as long as that does not come to far more cells than there are. */
const mostFilling = 1_000_000;

/** Rows of cells as one GFM table; the first row names the columns. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const count = rows.reduce((sum, row) => sum + row.length, 0);
  const isFilled = rows.length * width - count <= Math.max(mostFilling, count * 20);
  const lines = rows.map((row, index) => {
    let line = '|';
    // The first row says how many columns there are.
    const length = isFilled || index === 0 ? width : row.length;
    for (let column = 0; column < length; column++) line += ` ${cellLine(row[column] ?? '')} |`;
    return line;
  });
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return lines.join('\n');
}
