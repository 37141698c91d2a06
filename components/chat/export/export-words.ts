import { errorText } from '../../ui/error-text';
import type { Texts } from '../../ui/i18n';
import type { ExportedAnswer, ExportedChat, ExportedQuestion } from './load-export';

const dateOf = (time: number, locale: string): string =>
  new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });

export const titleWords = ({ title }: ExportedChat, { t }: Texts): string =>
  title.replace(/^\/map(?!\S)/, t('map.title')).trim() || t('chat.untitled');

/** Where a file comes from, and what is not in it. @param savedAt milliseconds since 1970. */
export function introWords(
  { otherCount, cast }: ExportedChat,
  savedAt: number,
  { t, locale }: Texts,
): string[] {
  return [
    t('export.saved', { date: dateOf(savedAt, locale) }),
    cast.length > 0 && t('export.cast', { names: cast.join(', ') }),
    otherCount > 0 && t('export.otherBranches', { count: otherCount }),
  ].filter((line) => line !== false);
}

export const questionWords = ({ text, mapTopic }: ExportedQuestion, { t }: Texts): string =>
  mapTopic === undefined ? text : [t('map.title'), mapTopic].filter(Boolean).join(' · ');

/** Model and time. */
export const answerFacts = ({ model, createdAt }: ExportedAnswer, { locale }: Texts): string =>
  [model, dateOf(createdAt, locale)].filter(Boolean).join(' · ');

/** How an answer ended, where it did not just finish. */
export function endingWords({ ending, model }: ExportedAnswer, texts: Texts): string {
  if (ending === undefined) return '';
  if (ending === 'running') return texts.t('export.running');
  if (ending === 'cut') return texts.t('answer.cut');
  if (ending === 'stopped') return texts.t('answer.stopped');
  return errorText({ ...ending, facts: { model, ...ending.facts } }, texts);
}
