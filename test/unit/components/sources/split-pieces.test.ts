import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitPieces } from '../../../../components/sources/split-pieces.ts';
import type { PartMark } from '../../../../utils/files/file-format.ts';

it('cuts nothing out and keeps every mark at its place', () => {
  fc.assert(
    fc.property(
      fc
        .string({ maxLength: 40 })
        .chain((line) =>
          fc.record({ text: fc.constant(`${line}\n`.repeat(600)), starts: fc.uniqueArray(fc.nat(30_000)) }),
        ),
      ({ text, starts }) => {
        const marks = starts
          .filter((start) => start < text.length)
          .sort((a, b) => a - b)
          .map((start, index): PartMark => ({ kind: 'page', label: String(index + 1), start }));
        const pieces = splitPieces(text, marks);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        let at = 0;
        const found = pieces.flatMap((piece) => {
          const start = at;
          at += piece.text.length;
          return piece.mark ? [{ ...piece.mark, start }] : [];
        });
        expect(found).toEqual(marks);
      },
    ),
  );
});
