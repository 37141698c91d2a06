import { expect, it } from 'vitest';
import { fileLines } from '../../../../components/sources/file-lines.ts';
import { createTexts } from '../../../../components/ui/i18n.ts';

const receipt = { seenCharacters: 1, leftOutCharacters: 0, hiddenCharacters: 0, extractor: '' };

it('says of a workbook that nobody has calculated how to get its values', () => {
  const read = { ...receipt, format: 'XLSX', remarks: [{ kind: 'uncalculated' as const, count: 1200 }] };
  expect(fileLines(read, createTexts('en'))).toEqual([
    'XLSX',
    '1,200 formulas have no stored value and are shown as formulas: no spreadsheet program has calculated this file. Open and save it in one to get the values.',
  ]);
  expect(fileLines(read, createTexts('zh-CN'))[1]).toMatch(/^1,?200 个公式没有存下结果/);
});
