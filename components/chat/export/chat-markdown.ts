import { Footnotes } from '../../../utils/citations/to-footnotes';
import type { Source } from '../../../utils/sources/source';
import type { Texts } from '../../ui/i18n';
import { escapeMarkup, linkImages } from '../../ui/markdown/link-images';
import { sayFootnote } from '../citation-states';
import { answerFacts, endingWords, introWords, questionWords, titleWords } from './export-words';
import type { ExportedChat } from './load-export';

/** Words on one line that Markdown and HTML take for nothing but words. */
const plain = (words: string): string => words.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>&|~#]/g, '\\$&');

/** Words of the user, who may have written Markdown, but neither images, HTML nor footnotes of ours. */
const quoted = (text: string): string =>
  escapeMarkup(text)
    .replace(/\[(?=\^)/g, '\\$&')
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

/**
 * A chat as Markdown: its questions quoted, its answers to the letter but for images, which are links, each citation a footnote, and its
 * sources as a list.
 */
export function toChatMarkdown(chat: ExportedChat, savedAt: number, texts: Texts): string {
  const { t, number } = texts;
  const footnotes = new Footnotes();
  const listed = (source: Source | undefined, place: number) => {
    if (!source) return `${place}. —`;
    const address = source.url ? `, <${source.url.replace(/[<>\s]/g, encodeURIComponent)}>` : '';
    const size = t('source.characters', { characters: number(source.characterCount) });
    return `${place}. ${plain(source.title)}${address}, ${size}`;
  };
  const blocks = [
    `# ${plain(titleWords(chat, texts))}`,
    introWords(chat, savedAt, texts)
      .map((line) => `*${plain(line)}*`)
      .join('  \n'),
  ];
  for (const turn of chat.turns) {
    if (turn.role === 'user') {
      blocks.push(`## ${plain(turn.speaker || t('export.question'))}`, quoted(questionWords(turn, texts)));
      const list = turn.sourceNumbers.join(', ');
      if (list) blocks.push(`*${plain(t('export.with', { list, count: turn.sourceNumbers.length }))}*`);
      continue;
    }
    const { cited } = turn;
    const ending = endingWords(turn, texts);
    blocks.push(
      `## ${plain(turn.speaker || t('answer.label'))}`,
      `*${plain(answerFacts(turn, texts))}*`,
      footnotes
        .cite({ ...cited, text: linkImages(cited.text) }, (at) =>
          linkImages(sayFootnote(cited.citations[at]!, t)),
        )
        .trimEnd(),
    );
    if (ending) blocks.push(`*${plain(ending)}*`);
  }
  if (chat.joined.length > 0)
    blocks.push(
      `## ${t('export.sources')}`,
      chat.joined.map((source, index) => listed(source, index + 1)).join('\n'),
    );
  const notes = footnotes.list();
  return `${blocks.filter(Boolean).join('\n\n')}\n${notes ? `\n${notes}` : ''}`;
}
