import * as z from 'zod/mini';
import type { Cursor, Piece } from '../context/plan-reading';
import type { Answer, UserMessage } from '../messages/chat-message';
import type { MapNode } from '../mindmap/map-node';
import type { Chat, Reading, StoredMap } from '../storage/database';
import type { Draft } from '../storage/drafts';
import { amount, choice, count, errorRecord, exactly, id, ids, longText, time, words } from './schema-parts';

/** A chat that is talked in: those in which cards are written or maps go on are thrown away by themselves. */
export type FileChat = Omit<Chat, 'purpose' | 'deletedAt' | 'isDamaged'>;

const draft = exactly<Draft>()(
  z.object({
    windowId: id,
    parentId: z.optional(z.nullable(id)),
    text: longText,
    sourceIds: z.optional(ids),
  }),
);

export const chatSchema = exactly<FileChat>()(
  z.object({
    id,
    title: words,
    createdAt: time,
    updatedAt: time,
    leafId: z.nullable(id),
    draft: longText,
    drafts: z.optional(z.array(draft).check(z.maxLength(10_000))),
    pendingSourceIds: ids,
    memory: z.optional(z.object({ upToId: id, text: longText })),
    characterIds: z.optional(ids),
    userName: z.optional(words),
    pinnedAt: z.optional(time),
  }),
);

const tokenUsage = z.object({
  promptTokens: z.optional(amount),
  completionTokens: z.optional(amount),
  cachedTokens: z.optional(amount),
});

const message = { id, chatId: id, parentId: z.nullable(id), createdAt: time, text: longText };

export type FileQuestion = Omit<UserMessage, 'isDamaged'>;

const userMessage = exactly<FileQuestion>()(
  z.object({ ...message, role: z.literal('user'), sourceIds: ids }),
);

/** Without what is said of one that an engine is at work on. */
export type FileAnswer = Omit<Answer, 'progress' | 'retryAt' | 'isDamaged' | 'isUnsaved'>;

const answer = exactly<FileAnswer>()(
  z.object({
    ...message,
    role: z.literal('assistant'),
    reasoning: longText,
    status: z.enum(['queued', 'streaming', 'waiting', 'done', 'cut', 'stopped', 'failed']),
    choice,
    sending: z.optional(
      z.object({
        mode: z.enum(['whole', 'full-read']),
        countedTokens: amount,
        tokenError: amount,
        tokenRatio: amount,
      }),
    ),
    reading: z.optional(
      z.object({
        passes: amount,
        readCharacters: amount,
        totalCharacters: amount,
        spentMs: amount,
        stage: z.enum(['parts', 'notes', 'answer']),
        isPaused: z.optional(z.boolean()),
      }),
    ),
    askedAt: z.optional(time),
    firstPartMs: z.optional(amount),
    finishReason: z.optional(z.enum(['stop', 'length', 'content-filter', 'other'])),
    usage: z.optional(tokenUsage),
    error: z.optional(errorRecord),
  }),
);

export type FileMessage = FileQuestion | FileAnswer;
export const messageSchema: z.ZodMiniType<FileMessage> = z.union([userMessage, answer]);

const cursor = exactly<Cursor>()(z.object({ index: count, offset: count }));
const piece = exactly<Piece>()(z.object({ id, start: count, end: count }));

export const readingSchema = exactly<Reading>()(
  z.object({
    answerId: id,
    cursor: z.nullable(cursor),
    notes: z.array(z.object({ heading: words, text: longText, isCut: z.optional(z.boolean()) })),
    passes: z.array(z.array(piece)),
    readCharacters: amount,
    spentMs: amount,
    usage: tokenUsage,
  }),
);

const mapNode: z.ZodMiniType<MapNode> = exactly<MapNode>()(
  z.object({
    id: words,
    label: words,
    citations: z.array(z.object({ number: count, quote: words })),
    note: words,
    children: z.array(z.lazy(() => mapNode)),
  }),
);

export const mapSchema = exactly<StoredMap>()(z.object({ id, root: mapNode, updatedAt: time }));
