import { stripInvisible } from '../extract/strip-invisible';
import type { ExtractedFile, FileRemark } from './file-format';

/** What a zero byte looks like. */
const zeroSign = '\u2400';
const zeros = /\0+/g;

/** What a reader sees of a text: zeros as a sign, one for each run of them; of the rest see stripInvisible. */
function visibleText(text: string): { text: string; removed: number; zeroCount: number } {
  let zeroCount = 0;
  const shown = text.replace(zeros, (run) => {
    zeroCount += run.length;
    return zeroSign;
  });
  return { ...stripInvisible(shown), zeroCount };
}

/**
 * A file without the characters that no reader sees, which are counted as hidden, as on pages; zero bytes are shown and counted. Its
 * marks move along. Pure.
 */
export function withoutInvisible(file: ExtractedFile): ExtractedFile {
  let markdown = '';
  let removed = 0;
  let zeroCount = 0;
  const add = (from: number, to?: number) => {
    const visible = visibleText(file.markdown.slice(from, to));
    markdown += visible.text;
    removed += visible.removed;
    zeroCount += visible.zeroCount;
  };
  // Marks stand in the order of the text.
  add(0, file.marks[0]?.start);
  const marks = file.marks.map((mark, index) => {
    const start = markdown.length;
    add(mark.start, file.marks[index + 1]?.start);
    return { ...mark, start };
  });
  if (removed === 0 && zeroCount === 0) return file;
  const remarks: FileRemark[] = [
    ...(file.remarks ?? []),
    ...(zeroCount > 0 ? [{ kind: 'zero-bytes' as const, count: zeroCount }] : []),
  ];
  return { ...file, markdown, marks, remarks, hiddenCharacters: file.hiddenCharacters + removed };
}
