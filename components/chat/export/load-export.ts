import { parseCitations } from '../../../utils/citations/parse-citations';
import type { Answer } from '../../../utils/messages/chat-message';
import { isRunning } from '../../../utils/messages/chat-message';
import type { MapNode } from '../../../utils/mindmap/map-node';
import { escapeInline } from '../../../utils/mindmap/outline-signs';
import { mapTopic } from '../../../utils/prompt/map-request';
import type { ErrorRecord } from '../../../utils/shared/app-error';
import type { Source } from '../../../utils/sources/source';
import { database } from '../../../utils/storage/database';
import { checkCitations } from '../check-citations';
import { loadView } from '../use-chat';
import type { CheckedText } from '../use-citations';

interface Turn {
  /** Empty for the user, and for a model that plays nobody. */
  speaker: string;
  /** Milliseconds since 1970. */
  createdAt: number;
}

export interface ExportedQuestion extends Turn {
  role: 'user';
  text: string;
  /** Of a question for a mind map: what it is to be about; may be empty. */
  mapTopic: string | undefined;
  /** Numbers of the sources that joined with it. */
  sourceNumbers: number[];
}

export interface ExportedAnswer extends Turn {
  role: 'assistant';
  cited: CheckedText;
  model: string;
  /** How it ended, where it did not just finish. */
  ending: 'running' | 'cut' | 'stopped' | ErrorRecord | undefined;
}

/** The branch of a chat that is shown, with all that a reader elsewhere needs. */
export interface ExportedChat {
  title: string;
  turns: (ExportedQuestion | ExportedAnswer)[];
  /** In the order of their numbers; undefined for one that is not there any more. */
  joined: readonly (Source | undefined)[];
  /** Messages of branches that are not shown. */
  otherCount: number;
  /** Who plays; empty where nobody does. */
  cast: string[];
}

/** An edited map as the outline that a model would have written. */
function toCitedOutline(root: MapNode): string {
  const cite = ({ citations, note }: MapNode) =>
    citations.map(({ number, quote }) => ` [[${number}: "${quote}"]]`).join('') + (note ? ` (${note})` : '');
  const lines = [`# ${escapeInline(root.label)}${cite(root)}`, ''];
  const write = (node: MapNode, depth: number) => {
    lines.push(`${'  '.repeat(depth)}- ${escapeInline(node.label)}${cite(node)}`);
    for (const child of node.children) write(child, depth + 1);
  };
  for (const child of root.children) write(child, 0);
  return lines.join('\n');
}

const endingOf = (answer: Answer): ExportedAnswer['ending'] => {
  if (isRunning(answer)) return 'running';
  if (answer.status === 'failed') return answer.error ?? { code: 'unexpected', facts: {} };
  return answer.status === 'done' ? undefined : (answer.status as 'cut' | 'stopped');
};

/** @returns undefined where the chat is gone. */
export async function loadExport(chatId: string): Promise<ExportedChat | undefined> {
  const view = await loadView(chatId);
  if (!view) return undefined;
  const { chat, thread, cast, joinedIds, sources } = view;
  const joined = joinedIds.map((id) => sources.get(id));
  const answerIds = thread.flatMap(({ message }) => (message.role === 'assistant' ? [message.id] : []));
  const maps = new Map(
    (await database.maps.bulkGet(answerIds)).flatMap((map) => (map ? [[map.id, map]] : [])),
  );
  const isSolo = cast.length === 1;
  const listed = new Set<string>();
  const turns = await Promise.all(
    thread.map(async ({ message }): Promise<ExportedQuestion | ExportedAnswer> => {
      const { createdAt } = message;
      if (message.role === 'user') {
        const own = message.sourceIds.flatMap((id) => {
          if (listed.has(id)) return [];
          listed.add(id);
          return [joinedIds.indexOf(id) + 1];
        });
        const { text } = message;
        const speaker = cast.length > 0 ? (chat.userName ?? '') : '';
        return { role: 'user', speaker, createdAt, text, mapTopic: mapTopic(text), sourceNumbers: own };
      }
      const map = maps.get(message.id);
      const parsed = parseCitations(map ? toCitedOutline(map.root) : message.text, isRunning(message));
      return {
        role: 'assistant',
        speaker: isSolo ? cast[0]!.name : '',
        createdAt,
        cited: { text: parsed.text, citations: await checkCitations(parsed.citations, joined) },
        model: message.choice.model,
        ending: endingOf(message),
      };
    }),
  );
  const messageCount = await database.messages.where({ chatId }).count();
  return {
    title: chat.title,
    turns,
    joined,
    otherCount: messageCount - thread.length,
    cast: cast.map(({ name }) => name),
  };
}
