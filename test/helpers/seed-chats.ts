import type { Page } from 'puppeteer';
import type { ChatMessage } from '../../utils/messages/chat-message.ts';
import type { Source } from '../../utils/sources/source.ts';
import type { Chat } from '../../utils/storage/database.ts';
import { writeRecords } from './write-records.ts';

export interface SeedRecords {
  chats?: Chat[];
  messages?: ChatMessage[];
  sources?: Source[];
  texts?: { hash: string; text: string }[];
}

/** Writes records straight into the extension's database. @param page one of its pages, which shows them when it asks again. */
export const seedRecords = (page: Page, records: SeedRecords): Promise<void> =>
  writeRecords(page, { ...records });
