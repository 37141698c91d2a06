import type { UserMessage } from '../messages/chat-message';
import { type Chat, database } from './database';

/** What is typed in a window and not asked yet: two windows in one chat each have their own. */
export interface Draft {
  /** The window that it is typed in, see `thisWindow`. */
  windowId: string;
  /** What the edited question stands below (null: it is the first); absent for the next question. */
  parentId?: string | null;
  text: string;
  /** Of an edited question: those that are asked with it. */
  sourceIds?: string[];
}

/** What an editor holds of a question. */
export type Edit = Pick<UserMessage, 'text' | 'sourceIds'>;

/** This page, in what it keeps of typing. Another name whenever it is loaded. */
export const thisWindow = crypto.randomUUID();

const lockOf = (windowId: string) => `unabridged-window-${windowId}`;
let isTold: Promise<unknown> | undefined;

/** Tells the other pages that this one is there, from now on: the browser takes a lock from a page however that ends. */
function tellAlive(): Promise<unknown> {
  isTold ??= new Promise((resolve) => {
    const held = navigator.locks.request(lockOf(thisWindow), () => {
      resolve(undefined);
      return new Promise<never>(() => undefined);
    });
    // Without it others may take over what stands here; it is kept all the same.
    held.catch(resolve);
  });
  return isTold;
}

const isOwn = ({ windowId, parentId }: Draft, at: Draft['parentId']): boolean =>
  windowId === thisWindow && parentId === at;

/** What this window keeps of a question that is edited (by what that stands below), or of the next one. */
export const ownDraft = ({ drafts }: Pick<Chat, 'drafts'>, at?: Draft['parentId']): Draft | undefined =>
  drafts?.find((draft) => isOwn(draft, at));

/** What is typed for a chat's next question and not asked yet, in whichever window. */
export const typedText = ({ draft, drafts }: Pick<Chat, 'draft' | 'drafts'>): string =>
  draft.trim() ? draft : (drafts?.findLast(({ parentId }) => parentId === undefined)?.text ?? '');

/** This window's own edit of a question, or of another version of it. */
export function ownEdit(
  chat: Pick<Chat, 'drafts'>,
  question: Pick<UserMessage, 'parentId'>,
): Edit | undefined {
  const draft = ownDraft(chat, question.parentId);
  return draft && { text: draft.text, sourceIds: draft.sourceIds ?? [] };
}

/** A chat's drafts with another one of this window in its place; with none there where it is undefined. */
export function withOwnDraft(
  { drafts = [] }: Pick<Chat, 'drafts'>,
  at: Draft['parentId'],
  draft?: Omit<Draft, 'windowId' | 'parentId'>,
): Draft[] | undefined {
  const others = drafts.filter((other) => !isOwn(other, at));
  // The newest is the last.
  const all = draft ? [...others, { windowId: thisWindow, parentId: at, ...draft }] : others;
  return all.length > 0 ? all : undefined;
}

/**
 * A chat's drafts once a question was asked: without those that it was typed on from, here or in another window.
 * @param kept what this window has kept of the question.
 */
export function withoutAsked(
  { drafts }: Pick<Chat, 'drafts'>,
  question: string,
  kept = '',
): Draft[] | undefined {
  const rest = drafts?.filter((draft) => {
    if (draft.parentId !== undefined) return true;
    const isKept = draft.windowId === thisWindow && draft.text === kept;
    return !isKept && !question.startsWith(draft.text.trim());
  });
  return rest?.length ? rest : undefined;
}

/**
 * Keeps what is typed, where the chat still ends as it is shown: a question that is just being asked must not come back as a draft.
 * @returns whether it was kept.
 */
export async function keepDraft(chatId: string, draft: string, shownLeafId: string | null): Promise<boolean> {
  await tellAlive();
  return database.transaction('rw', database.chats, async () => {
    const chat = await database.chats.get(chatId);
    if (!chat || (chat.leafId !== null && chat.leafId !== shownLeafId)) return false;
    const drafts = withOwnDraft(chat, undefined, draft === '' ? undefined : { text: draft });
    await database.chats.update(chatId, { draft, drafts });
    return true;
  });
}

/** Keeps how far an earlier question is edited in this window; undefined where it is left as it is. */
export async function keepEdit(
  chatId: string,
  parentId: string | null,
  edit: Edit | undefined,
): Promise<void> {
  await tellAlive();
  await database.transaction('rw', database.chats, async () => {
    const chat = await database.chats.get(chatId);
    if (chat) await database.chats.update(chatId, { drafts: withOwnDraft(chat, parentId, edit) });
  });
}

/**
 * Takes over what was typed into a chat in windows that are gone, the newest in each place; not where something stands in this one.
 * @param at of one place only.
 */
export async function claimDrafts(
  chatId: string,
  at?: { parentId: string | null },
): Promise<Chat | undefined> {
  const before = await database.chats.get(chatId);
  const isWanted = ({ windowId, parentId }: Draft) =>
    windowId !== thisWindow && (at === undefined || parentId === at.parentId);
  const foreign = before?.drafts?.filter(isWanted) ?? [];
  if (foreign.length === 0) return before;
  await tellAlive();
  const { held = [] } = await navigator.locks.query();
  const open = new Set(held.map(({ name }) => name));
  // Of those that were asked about only: what another window has taken over since is that one's.
  const gone = new Set(foreign.flatMap(({ windowId }) => (open.has(lockOf(windowId)) ? [] : windowId)));
  if (gone.size === 0) return before;
  return database.transaction('rw', database.chats, async () => {
    const chat = await database.chats.get(chatId);
    if (!chat) return undefined;
    const drafts = [...(chat.drafts ?? [])];
    for (let index = drafts.length - 1; index >= 0; index--) {
      const draft = drafts[index]!;
      if (!gone.has(draft.windowId) || !isWanted(draft) || ownDraft({ drafts }, draft.parentId)) continue;
      drafts[index] = { ...draft, windowId: thisWindow };
    }
    await database.chats.update(chatId, { drafts });
    return { ...chat, drafts };
  });
}
