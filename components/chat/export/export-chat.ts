import { AppError } from '../../../utils/shared/app-error';
import { toFileName } from '../../../utils/shared/file-name';
import { database } from '../../../utils/storage/database';
import { createKeyMask } from '../../../utils/storage/endpoints';
import type { Texts } from '../../ui/i18n';
import { saveFile } from '../../ui/save-file';
import { toChatMarkdown } from './chat-markdown';
import { titleWords } from './export-words';
import { loadExport } from './load-export';

/** `bare-json`: without the texts of the sources. */
export type ChatFormat = 'md' | 'html' | 'json' | 'bare-json';

/**
 * Saves a chat among the user's downloads: the shown branch to be read (Markdown, HTML), or all of it (JSON, which can be restored).
 * @throws AppError where the chat cannot be read.
 */
export async function exportChat(chatId: string, format: ChatFormat, texts: Texts): Promise<void> {
  const savedAt = Date.now();
  if (format === 'json' || format === 'bare-json') {
    // Here and not in a worker: a temporary chat is in this page only.
    const { writeChat } = await import('../../../utils/backup/write-chat');
    const file = await writeChat(chatId, format === 'json', savedAt);
    const { title = '' } = (await database.chats.get(chatId)) ?? {};
    saveFile(file, `${toFileName(title, texts.t('chat.untitled'))}.json`);
    return;
  }
  const chat = await loadExport(chatId);
  if (!chat) throw new AppError('unexpected', { said: 'the chat is gone' });
  const mask = await createKeyMask();
  const name = `${toFileName(titleWords(chat, texts), texts.t('chat.untitled'))}.${format}`;
  if (format === 'md') {
    saveFile(new Blob([mask(toChatMarkdown(chat, savedAt, texts))], { type: 'text/markdown' }), name);
    return;
  }
  // The renderer for pages is fetched when one is asked for.
  const { toChatHtml } = await import('./chat-html');
  saveFile(new Blob([mask(await toChatHtml(chat, savedAt, texts))], { type: 'text/html' }), name);
}
