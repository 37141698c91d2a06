/** A cell's text on one line, as GFM tables want it. */
export const cellLine = (text: string): string =>
  text
    .replace(/\s*\r?\n\s*/g, ' ')
    .replace(/\|/g, '\\|')
    .trim();

/** Rows of cells as one GFM table; the first row names the columns. Shorter rows are filled up. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const lines = rows.map((row) => {
    let line = '|';
    for (let column = 0; column < width; column++) line += ` ${cellLine(row[column] ?? '')} |`;
    return line;
  });
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`);
  return lines.join('\n');
}
