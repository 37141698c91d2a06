import { expect, it } from 'vitest';
import { parseCitations } from '../../../../utils/citations/parse-citations.ts';
import { toFootnotes } from '../../../../utils/citations/to-footnotes.ts';

const copied = (answer: string) => {
  const cited = parseCitations(answer, false);
  return toFootnotes(
    cited,
    (index) => `S${cited.citations[index]!.number}: “${cited.citations[index]!.quote}”`,
  );
};

it('turns citations into footnotes, equal ones into one', () => {
  expect(copied('Lit [[1: "a b"]], dark [[2: "c d"]], lit [[1: "a b"]].')).toBe(
    'Lit[^1], dark[^2], lit[^1].\n\n[^1]: S1: “a b”\n[^2]: S2: “c d”\n',
  );
});

it.each(['No citation.', 'Code `a [[1: "x y"]]` stays', '```\n[[1: "x y"]]\n```', '~~~\n[[1: "x y"]]'])(
  'leaves as it is: %j',
  (answer) => {
    expect(copied(answer)).toBe(answer);
  },
);
