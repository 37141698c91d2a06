import type { PromptSource } from '../prompt/wrap-source';
import { database } from '../storage/database';
import { loadStoredTexts } from '../storage/sources';

/** Room for the texts of a long chat (UTF-16 code units): read once, they serve every turn. */
const longestKept = 32_000_000;

const kept = new Map<string, PromptSource>();
let keptCharacters = 0;

/** Sources do not change once they are ready, so what was read stays right. The least recently used go first. */
function keep(sources: ReadonlyMap<string, PromptSource>): void {
  for (const [id, source] of sources) {
    keptCharacters += source.text.length - (kept.get(id)?.text.length ?? 0);
    kept.delete(id);
    kept.set(id, source);
  }
  for (const [oldest, { text }] of kept) {
    if (keptCharacters <= longestKept) break;
    kept.delete(oldest);
    keptCharacters -= text.length;
  }
}

/**
 * Sources with their texts, in the order given; from memory where they were read before.
 * @throws AppError `source-missing` where one is.
 */
export async function loadSourceTexts(ids: Iterable<string>): Promise<ReadonlyMap<string, PromptSource>> {
  const wanted = [...new Set(ids)];
  const loaded = new Map<string, PromptSource>();
  const unread = wanted.filter((id) => !kept.has(id));
  // No transaction for nothing: the request waits for it.
  for (const { source, text } of unread.length > 0 ? await loadStoredTexts(unread) : []) {
    const { title, url, envelope } = source;
    loaded.set(source.id, { title, url, envelope, text });
  }
  const sources = new Map(wanted.map((id) => [id, (loaded.get(id) ?? kept.get(id))!]));
  keep(sources);
  return sources;
}

/** Reads what a chat's next question will send, while the user is still typing it. */
export async function warmSourceTexts(chatId: string): Promise<void> {
  const chat = await database.chats.get(chatId);
  const sources = (await database.sources.bulkGet(chat?.pendingSourceIds ?? [])).filter(
    (source) => source?.status === 'ready',
  );
  await loadSourceTexts(sources.map((source) => source!.id));
}
