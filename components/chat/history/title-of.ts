import { mapTopic } from '../../../utils/prompt/map-request';
import type { Chat } from '../../../utils/storage/database';
import type { Texts } from '../../ui/i18n';

/** A chat's name as it is shown: its title, where that asks for a map in words, or what is typed in it. */
export function titleOf({ title, draft }: Pick<Chat, 'title' | 'draft'>, { t }: Texts): string {
  const topic = mapTopic(title);
  if (topic !== undefined) return topic ? `${t('map.title')} · ${topic}` : t('map.title');
  return title || draft.trim().slice(0, 80) || t('chat.untitled');
}
