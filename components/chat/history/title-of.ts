import { mapTopic } from '../../../utils/prompt/map-request';
import type { Chat } from '../../../utils/storage/database';
import { typedText } from '../../../utils/storage/drafts';
import type { Texts } from '../../ui/i18n';

/** A chat's name as it is shown: its title, where that asks for a map in words, or what is typed in it. */
export function titleOf(chat: Pick<Chat, 'title' | 'draft' | 'drafts'>, { t }: Texts): string {
  const { title } = chat;
  const topic = mapTopic(title);
  if (topic !== undefined) return topic ? `${t('map.title')} · ${topic}` : t('map.title');
  return title || typedText(chat).trim().slice(0, 80) || t('chat.untitled');
}
