/** What a backslash takes its meaning from: Markdown's signs, and the brackets that a citation may be written with. */
const escaped = String.raw`\\([!-/:-@[-\x60{-~【】［］])`;
const inside = String.raw`((?:\\.|[^\\*_])+?)`;
const inline = new RegExp(
  [
    escaped,
    '`([^`]+)`',
    String.raw`\*\*(?=\S)${inside}(?<=\S)\*\*`,
    String.raw`(?<![\p{L}\p{N}_])__(?=\S)${inside}(?<=\S)__(?![\p{L}\p{N}_])`,
    String.raw`(?<![*\p{L}\p{N}])\*(?=[^\s*])${inside}(?<=[^\s*])\*(?![*\p{L}\p{N}])`,
    String.raw`(?<!!)\[((?:\\.|[^\\[\]])+)\]\((?:\\.|[^\\\s()])*\)`,
  ].join('|'),
  'gsu',
);

/** Words of an outline without Markdown's signs for emphasis, code and links. A picture, HTML and all else stay as they are written. */
export const readInline = (text: string): string =>
  text.replace(inline, (_, sign, code, ...rest: (string | undefined)[]) => {
    if (sign !== undefined) return sign;
    if (code !== undefined) return code;
    return readInline(rest.slice(0, 4).find((words) => words !== undefined) ?? '');
  });

/** Words that readInline gives back to the letter, whatever signs are in them. */
export const escapeInline = (words: string): string => words.replace(/[!-/:-@[-`{-~【】［］]/g, '\\$&');
