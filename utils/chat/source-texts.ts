import type { PromptSource } from '../prompt/wrap-source';
import { database } from '../storage/database';
import { loadSourceText } from '../storage/sources';

/** Room for the texts of a long chat (UTF-16 code units): read once, they serve every turn. */
const longestKept = 32_000_000;

const kept = new Map<string, PromptSource>();

/** Sources do not change once they are ready, so what was read stays right. The least recently used go first. */
function keep(id: string, source: PromptSource): void {
  kept.delete(id);
  kept.set(id, source);
  let sum = 0;
  for (const { text } of kept.values()) sum += text.length;
  for (const [oldest, { text }] of kept) {
    if (sum <= longestKept) break;
    kept.delete(oldest);
    sum -= text.length;
  }
}

async function load(id: string): Promise<[string, PromptSource]> {
  const known = kept.get(id);
  if (known) return [id, known];
  const { source, text } = await loadSourceText(id);
  const loaded: PromptSource = { title: source.title, url: source.url, envelope: source.envelope, text };
  keep(id, loaded);
  return [id, loaded];
}

/**
 * Sources with their texts, from memory where they were read before.
 * @throws RangeError where one is missing.
 */
export async function loadSourceTexts(ids: Iterable<string>): Promise<ReadonlyMap<string, PromptSource>> {
  return new Map(await Promise.all([...new Set(ids)].map(load)));
}

/** Reads what a chat's next question will send, while the user is still typing it. */
export async function warmSourceTexts(chatId: string): Promise<void> {
  const chat = await database.chats.get(chatId);
  const sources = (await database.sources.bulkGet(chat?.pendingSourceIds ?? [])).filter(
    (source) => source?.status === 'ready',
  );
  await loadSourceTexts(sources.map((source) => source!.id));
}
