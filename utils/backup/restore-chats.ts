import type { ChatMessage } from '../messages/chat-message';
import { type Chat, database } from '../storage/database';
import type { Draft } from '../storage/drafts';
import type { FileChat, FileMessage } from './chat-schemas';
import { derivedId } from './derived-id';
import type { FileRecords } from './record-schemas';
import { type Choice, differingKey, type RestoreChoices, type RestorePlan } from './restore-plan';

/** Where the messages of a file go: into the chats that they belong to, or into copies of those. */
export class ChatRestore {
  constructor(
    private readonly plan: RestorePlan,
    private readonly choices: RestoreChoices,
  ) {}

  private choiceOf(chatId: string): Choice {
    return this.choices.differing.get(differingKey({ kind: 'chats', id: chatId })) ?? 'mine';
  }

  private isCopied(chatId: string): boolean {
    return this.plan.chats.get(chatId)?.change === 'differs' && this.choiceOf(chatId) === 'both';
  }

  /** Of a copy: the same whenever the same file is restored, so that it is made once. */
  private copyId(id: string): Promise<string> {
    return derivedId(`copy ${this.plan.header.createdAt} ${id}`);
  }

  private async placed(message: FileMessage): Promise<ChatMessage> {
    const { parentId } = this.plan.messages.get(message.id)!;
    if (!this.isCopied(message.chatId)) return { ...message, parentId };
    return {
      ...message,
      id: await this.copyId(message.id),
      chatId: await this.copyId(message.chatId),
      parentId: parentId && (await this.copyId(parentId)),
    };
  }

  /** Adds messages that are not here; changes one that is only where the user has chosen the file's. It stays where it stands. */
  async restoreMessages(records: readonly FileMessage[]): Promise<void> {
    const known = records.filter(({ id }) => this.plan.messages.has(id));
    const placed = await Promise.all(known.map((record) => this.placed(record)));
    await database.transaction('rw', database.messages, async () => {
      const mine = await database.messages.bulkGet(placed.map(({ id }) => id));
      const wanted = placed.flatMap((message, index): ChatMessage[] => {
        const stored = mine[index];
        if (!stored || stored.isDamaged) return [message];
        const isTaken =
          this.choiceOf(message.chatId) === 'backup' &&
          stored.chatId === message.chatId &&
          this.plan.messages.get(message.id)?.change === 'differs';
        return isTaken ? [{ ...message, parentId: stored.parentId }] : [];
      });
      await database.messages.bulkPut(wanted);
    });
  }

  /** Of an answer's record, by the answer: its key here, and whether what is here gives way. Undefined where there is no answer. */
  private async placeOf(answerId: string): Promise<{ id: string; isTaken: boolean } | undefined> {
    const answer = this.plan.messages.get(answerId);
    if (!answer) return undefined;
    const id = this.isCopied(answer.chatId) ? await this.copyId(answerId) : answerId;
    return { id, isTaken: answer.change === 'differs' && this.choiceOf(answer.chatId) === 'backup' };
  }

  async restoreReadings(records: readonly FileRecords['readings'][]): Promise<void> {
    for (const record of records) {
      const place = await this.placeOf(record.answerId);
      if (!place) continue;
      await database.transaction('rw', database.readings, async () => {
        if (place.isTaken || !(await database.readings.get(place.id)))
          await database.readings.put({ ...record, answerId: place.id });
      });
    }
  }

  async restoreMaps(records: readonly FileRecords['maps'][]): Promise<void> {
    for (const record of records) {
      const { id } = (await this.placeOf(record.id)) ?? record;
      const chatId = this.plan.messages.get(record.id)?.chatId;
      const isAskedWithChat = chatId !== undefined && this.plan.chats.get(chatId)?.change === 'differs';
      const own = this.choices.differing.get(differingKey({ kind: 'maps', id: record.id }));
      const choice = isAskedWithChat ? this.choiceOf(chatId) : own;
      await database.transaction('rw', database.maps, async () => {
        if (choice === 'backup' || !(await database.maps.get(id))) await database.maps.put({ ...record, id });
      });
    }
  }

  private async copied(chat: FileChat): Promise<FileChat> {
    const { leafId, memory, title, drafts } = chat;
    const copiedDrafts = drafts?.map(async (draft) =>
      draft.parentId ? { ...draft, parentId: await this.copyId(draft.parentId) } : draft,
    );
    return {
      ...chat,
      id: await this.copyId(chat.id),
      title: title + this.choices.copyMark,
      leafId: leafId && (await this.copyId(leafId)),
      ...(copiedDrafts ? { drafts: await Promise.all(copiedDrafts) } : {}),
      ...(memory ? { memory: { ...memory, upToId: await this.copyId(memory.upToId) } } : {}),
    };
  }

  /** A chat comes last of all that belongs to it. */
  async restoreChats(records: readonly FileChat[]): Promise<void> {
    for (const { id } of records) {
      const planned = this.plan.chats.get(id);
      if (!planned) continue;
      const { change } = planned;
      const chat = this.isCopied(id) ? await this.copied(planned.chat) : planned.chat;
      const isTaken = change === 'differs' && this.choiceOf(id) === 'backup';
      await database.transaction('rw', database.chats, async () => {
        const mine = await database.chats.get(chat.id);
        if (!mine) await database.chats.add(chat);
        else if (mine.deletedAt !== undefined)
          await database.chats.put({ ...grown(mine, chat), deletedAt: undefined });
        else if (isTaken) await database.chats.put(taken(mine, chat));
        else if (!this.isCopied(id) && (change === 'grown' || change === 'differs'))
          await database.chats.put(grown(mine, chat));
      });
    }
  }
}

function bothDrafts(mine: Draft[] | undefined, theirs: Draft[] | undefined): Draft[] | undefined {
  if (!mine || !theirs) return mine ?? theirs;
  const isHere = ({ windowId, parentId }: Draft) =>
    mine.some((draft) => draft.windowId === windowId && draft.parentId === parentId);
  return [...theirs.filter((draft) => !isHere(draft)), ...mine];
}

/** The file's chat in the place of ours; nothing that was typed or picked here is lost. */
const taken = ({ draft, drafts, pendingSourceIds, updatedAt, ...mine }: Chat, chat: FileChat): Chat => ({
  ...mine,
  // Fields that the file's does not have are gone, but for what is shown only.
  memory: undefined,
  characterIds: undefined,
  userName: undefined,
  ...chat,
  draft: draft || chat.draft,
  drafts: bothDrafts(drafts, chat.drafts),
  pendingSourceIds: [...new Set([...pendingSourceIds, ...chat.pendingSourceIds])],
  updatedAt: Math.max(updatedAt, chat.updatedAt),
});

/** Our chat with the file's branches beside its own. */
const grown = (mine: Chat, chat: FileChat): Chat => ({
  ...mine,
  leafId: mine.leafId ?? chat.leafId,
  updatedAt: Math.max(mine.updatedAt, chat.updatedAt),
});
