import { useEffect, useState } from 'react';
import type { UserMessage } from '../../utils/messages/chat-message';
import type { Chat } from '../../utils/storage/database';
import { claimDrafts, type Edit, ownEdit } from '../../utils/storage/drafts';

/** What a question stands below: an editor is for its place, where another version of it may be shown meanwhile. */
type Place = Pick<UserMessage, 'parentId'>;
/** What was begun by the pencil, or left (undefined), since the chat was opened. */
type Begun = ReadonlyMap<string | null, Edit | undefined>;

/** The questions of a chat that are edited in this window: those whose pencil was pressed, and those that were edited when it was left. */
export function useEditors(chat: Chat) {
  const [begun, setBegun] = useState<Begun>(new Map());
  const set = (parentId: string | null, edit: Edit | undefined) =>
    setBegun((now) => new Map(now).set(parentId, edit));
  /** Its editor has just been left by the keyboard, which comes back to its pencil. */
  const [leftId, setLeftId] = useState<string>();
  // For as long as it takes to draw it: an editor that comes back with its branch takes the keyboard from nothing.
  const [ledTo, setLedTo] = useState<Place | 'any' | undefined>('any');
  useEffect(() => {
    if (ledTo) setLedTo(undefined);
  }, [ledTo]);
  return {
    /** What the editor of a question begins with; undefined where none is open. */
    editOf: ({ parentId }: Place): Edit | undefined => {
      const edit = begun.get(parentId);
      return begun.has(parentId) && !edit ? undefined : (ownEdit(chat, { parentId }) ?? edit);
    },
    /** Whether it is what the user looks at: the pencil was pressed, or the chat is opened with it. */
    isLedTo: ({ parentId }: Place): boolean =>
      ledTo === 'any' || (ledTo !== undefined && ledTo.parentId === parentId),
    open: async ({ parentId, text, sourceIds }: UserMessage): Promise<void> => {
      const isKept = chat.drafts?.some((draft) => draft.parentId === parentId);
      // Another window may have been closed over it.
      const claimed = isKept ? await claimDrafts(chat.id, { parentId }).catch(() => undefined) : undefined;
      set(parentId, (claimed && ownEdit(claimed, { parentId })) ?? { text, sourceIds });
      setLedTo({ parentId });
    },
    asked: ({ parentId }: Place) => set(parentId, undefined),
    leave: ({ id, parentId }: UserMessage) => {
      set(parentId, undefined);
      setLeftId(id);
    },
    leftId,
    onLeft: () => setLeftId(undefined),
  };
}
