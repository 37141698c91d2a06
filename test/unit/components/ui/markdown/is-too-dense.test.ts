import { expect, it } from 'vitest';
import { isTooDense } from '../../../../../components/ui/markdown/is-too-dense.ts';

it.each([
  ['emphasis without end', '*a_ '.repeat(20_000)],
  ['emphasis over lines', '*a_\n'.repeat(2000)],
  ['open pictures', '![]('.repeat(20_000)],
  ['lists in lists', `${'1. '.repeat(3000)}a`],
  ['quotes in quotes', `${'> '.repeat(3000)}a`],
  ['quotes without spaces', `${'>'.repeat(3000)}a`],
])('%s: too dense', (_, text) => expect(isTooDense(text)).toBe(true));

it.each([
  ['a long list with bold words', '- **one** and [two](https://a.test/)\n'.repeat(2000)],
  ['a long table', `| a | b |\n|---|---|\n${'| **x** | `y` [z](https://a.test/) |\n'.repeat(2000)}`],
  ['many paragraphs', 'Some *emphasis* and a [link](https://a.test/).\n\n'.repeat(2000)],
  ['a long paragraph', 'Some *emphasis* and a [link](https://a.test/). '.repeat(150)],
  ['quotes of mail', `${'> '.repeat(20)}a`],
  ['a rule', '* * * * *'],
  ['nothing', ''],
])('%s: as people write', (_, text) => expect(isTooDense(text)).toBe(false));
