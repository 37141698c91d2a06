// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelCitations } from '../../../../../components/chat/check-citations.ts';
import { toChatHtml } from '../../../../../components/chat/export/chat-html.tsx';
import { toChatMarkdown } from '../../../../../components/chat/export/chat-markdown.ts';
import type { ExportedChat } from '../../../../../components/chat/export/load-export.ts';
import { createTexts } from '../../../../../components/ui/i18n.ts';
import { parseCitations } from '../../../../../utils/citations/parse-citations.ts';
import type { Source } from '../../../../../utils/sources/source.ts';

const texts = createTexts('en');

const source = (title: string, url: string): Source => ({
  id: title,
  kind: 'page',
  title,
  url,
  status: 'ready',
  textHash: 'h',
  envelope: 'e',
  characterCount: 1234,
  tokenCount: 1,
  readAt: 1,
});

function chatOf(answer: string, more: Partial<ExportedChat> = {}): ExportedChat {
  const joined = more.joined ?? [source('The light', 'https://a.test/light')];
  const parsed = parseCitations(answer, false);
  const citations = labelCitations(parsed.citations, joined, () => ({ state: 'exact' }));
  return {
    title: 'A chat',
    joined,
    otherCount: 0,
    cast: [],
    turns: [
      { role: 'user', speaker: '', createdAt: 1, text: 'When?', mapTopic: undefined, sourceNumbers: [1] },
      {
        role: 'assistant',
        speaker: '',
        createdAt: 2,
        model: 'kimi',
        cited: { text: parsed.text, citations },
        ending: undefined,
      },
    ],
    ...more,
  };
}
const twoAnswers = (): ExportedChat => {
  const chat = chatOf('One [[1: "the lamp was lit"]].');
  const other = chatOf('Two [[1: "the lamp was lit"]] and [[1: "in heavy fog"]].');
  return { ...chat, turns: [...chat.turns, ...other.turns], otherCount: 3, cast: ['Ilse'] };
};
const pageOf = async (chat: ExportedChat) =>
  new DOMParser().parseFromString(await toChatHtml(chat, 5, texts), 'text/html');

it('loads no image where the file is opened, of an answer, a question or a passage', () => {
  const image = '![a lamp](https://evil.test/x)';
  const chat = chatOf(`Look: ${image} <img src="https://evil.test/y"> [[1: "lit ${image}"]]`);
  const asked = { ...chat.turns[0]!, text: `What is ${image}?` } as ExportedChat['turns'][number];
  const text = toChatMarkdown({ ...chat, turns: [asked, chat.turns[1]!] }, 5, texts);
  expect(text).toContain('Look: [a lamp (evil.test)](<https://evil.test/x>) &lt;img');
  expect(text).toContain('> What is &#33;[a lamp]');
  expect(text).toMatch(/^\[\^1\]: .*“lit \[a lamp \(evil\.test\)\]/m);
  expect(text).not.toMatch(/!\[|<img/);
});

it('numbers the footnotes of a chat through, says what is not in it, and lists its sources', () => {
  const text = toChatMarkdown(twoAnswers(), 5, texts);
  expect(text).toContain('One[^1].');
  expect(text).toContain('Two[^1] and[^2].');
  expect(text.match(/^\[\^\d\]: .*$/gm)).toEqual([
    '[^1]: The light, <https://a.test/light> “the lamp was lit”',
    '[^2]: The light, <https://a.test/light> “in heavy fog”',
  ]);
  expect(text).toContain('3 messages of other branches are not in this file');
  expect(text).toContain('In character: Ilse.');
  expect(text).toContain('1. The light, <https://a.test/light>, 1,234 chars');
});

it('has a note for each passage of a page, with a way there and back', async () => {
  const page = await pageOf(twoAnswers());
  const marks = [...page.querySelectorAll('.cite a')].map((mark) => mark.getAttribute('href'));
  expect(marks).toEqual(['#note-1', '#note-1', '#note-2']);
  const backs = [...page.querySelectorAll('#note-1 .back')].map((back) => back.getAttribute('href'));
  expect(backs).toEqual(['#mark-1-1', '#mark-1-2']);
  for (const href of [...marks, ...backs]) expect(page.querySelector(href!)).not.toBeNull();
});

it('says how an answer ended, and leaves room for a source that is gone', async () => {
  const chat = chatOf('Then');
  Object.assign(chat.turns[1]!, { ending: 'cut' });
  const gone = { ...chat, joined: [undefined] };
  expect(toChatMarkdown(gone, 5, texts)).toMatch(/is cut here.*\n\n## Sources\n\n1\. —/s);
  expect((await pageOf(gone)).body.textContent).toContain('is cut here');
});

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '![x](https://evil.test/x.png)',
    '[x](javascript:alert(1))',
    '<a href="javascript:1">x</a>',
    '"><svg onload=alert(1)>',
    '</style><script>1</script>',
    '</title>',
    '-->',
    ']]>',
    '$\\href{javascript:alert(1)}{x}$',
    '$$\\unknown{$$',
    '```js\n</code><script>1\n```\n',
    '| a |\n|---|\n| <b> |\n',
    '[[1: "words"]]',
    '\n\n',
  ),
);
const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

it('makes a page of whatever was written in which nothing runs, loads or leads astray', () =>
  fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, hostile, async (answer, title, asked, url) => {
      const chat = chatOf(answer, { title, joined: [source(title, url)] });
      Object.assign(chat.turns[0]!, { text: asked, speaker: title });
      const page = await pageOf({ ...chat, cast: [title] });
      expect(
        page.querySelectorAll('script, img, svg, iframe, object, embed, link, form, base, video, audio'),
      ).toHaveLength(0);
      expect(page.querySelectorAll('style')).toHaveLength(1);
      expect(page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      );
      for (const element of page.querySelectorAll('*'))
        for (const { name, value } of element.attributes) {
          expect(name).not.toMatch(/^on|^src|^style$|^action$|^background$/);
          if (name === 'href') expect(value).toMatch(/^(?:https?:|mailto:|#)/);
        }
      // Parsers of HTML have their own ways with these.
      const seen = (text: string) => text.replace(/[\0\ufffd\r\n]/g, '');
      expect(seen(page.querySelector('.asked')?.textContent ?? '')).toBe(seen(asked));
    }),
    { numRuns: 20 },
  ));
