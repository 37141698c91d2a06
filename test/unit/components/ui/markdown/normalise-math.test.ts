import { expect, it } from 'vitest';
import { normaliseMath } from '../../../../../components/ui/markdown/normalise-math.ts';

it.each([
  ['\\(x^2\\)', '$x^2$'],
  ['a \\( x \\) b', 'a $x$ b'],
  ['\\[ x \\]', '\n$$\nx\n$$\n'],
  ['\\[\nx\n\\]', '\n$$\nx\n$$\n'],
  ['from $5 to $10 and', 'from \\$5 to $10 and'],
  ['$5 和 $10。行内 $E=mc^2$。', '\\$5 和 \\$10。行内 $E=mc^2$。'],
  ['only $E=mc^2$ here', 'only $E=mc^2$ here'],
  ['$$\nx\n$$', '$$\nx\n$$'],
  ['`\\(x\\)` and `$5 $6`', '`\\(x\\)` and `$5 $6`'],
  ['```\n\\(x\\) $5 and $6\n```\n\\(y\\)', '```\n\\(x\\) $5 and $6\n```\n$y$'],
  ['```\nstill open \\(x\\)', '```\nstill open \\(x\\)'],
  ['no math at all', 'no math at all'],
])('%j → %j', (text, expected) => {
  expect(normaliseMath(text)).toBe(expected);
});
