/** Deltas of a long Markdown answer; each ends in a word that names it (`m0`, `m1`, …), so that it can be found in the page. */
export function makeMarkedDeltas(count: number, deltaSize: number): string[] {
  const shapes = [
    (body: string) => `## Section ${body}\n\n`,
    (body: string) => `${body}这里是一段说明文字，`,
    (body: string) => `and **some bold text** around ${body}`,
    (body: string) => `with \`code\` in it ${body}.\n\n`,
    (body: string) => `- an item about ${body}\n`,
    (body: string) => `- another item for ${body}\n`,
    (body: string) => `\n| ${body} | value |\n|---|---|\n`,
    (body: string) => `| ${body} | 42 |\n`,
    (body: string) => `\n\`\`\`js\nlet ${body} = 1;\n`,
    (body: string) => `call(${body});\n\`\`\`\n\n`,
  ];
  const filler = 'words that fill the line and go on and on ';
  return Array.from({ length: count }, (_, index) => {
    const shape = index % shapes.length;
    // A space behind each name: the next delta's text must not grow onto it.
    const marked = shapes[shape]!(`m${index}`) + (shape === 1 || shape === 2 ? ' ' : '');
    const room = deltaSize - marked.length;
    return shape === 1 || shape === 2
      ? `${filler.repeat(Math.ceil(deltaSize / filler.length)).slice(0, Math.max(0, room))} ${marked}`
      : marked;
  });
}
