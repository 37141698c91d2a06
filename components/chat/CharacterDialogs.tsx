import { useMemo, useState } from 'react';
import type { Source } from '../../utils/sources/source';
import { joinChat, type NewCharacter } from '../../utils/storage/characters';
import { CharacterLibrary } from '../roleplay/CharacterLibrary';
import type { ModelOption } from '../settings/use-models';
import type { PassagePlace } from '../sources/passage-place';
import { CardEvidence } from './CardEvidence';
import { CharacterWriting } from './CharacterWriting';
import type { ChatView } from './use-chat';

/** What of the characters is open over a chat. */
export type CharacterDialog = 'library' | 'writing';

/** What was read of a chat's sources, in order; none while some are still being read. */
function canonOf(view: ChatView): string[] {
  const ids = [...new Set([...view.joinedIds, ...view.chat.pendingSourceIds])];
  const sources = ids.map((id) => view.sources.get(id)).filter((source) => source !== undefined);
  if (sources.some(({ status }) => status === 'reading')) return [];
  return sources.filter(({ status }) => status === 'ready').map(({ id }) => id);
}

/** The library of characters, and the way into it from a chat's sources. */
export function CharacterDialogs({
  dialog,
  view,
  model,
  onRead,
  onOpen,
  onOpenChat,
}: {
  dialog: CharacterDialog;
  view: ChatView;
  model: ModelOption | null;
  onRead: (source: Source, place?: PassagePlace) => void;
  onOpen: (dialog: CharacterDialog | undefined) => void;
  onOpenChat: (chatId: string) => void;
}) {
  const [written, setWritten] = useState<NewCharacter>();
  // The view is a new one after each write to the database; the same canon stays the same list.
  const canonKey = canonOf(view).join(' ');
  const canonIds = useMemo(() => canonKey.split(' ').filter(Boolean), [canonKey]);
  if (dialog === 'writing' && model && !written)
    return (
      <CharacterWriting
        view={view}
        canonIds={canonIds}
        model={model}
        onWritten={setWritten}
        onClose={() => onOpen(undefined)}
      />
    );
  return (
    <CharacterLibrary
      draft={written}
      onBecome={
        model && canonIds.length > 0
          ? () => {
              setWritten(undefined);
              onOpen('writing');
            }
          : undefined
      }
      canonIds={canonIds}
      onJoin={view.rolePlay && (({ id }) => void joinChat(view.chat.id, id))}
      evidenceOf={({ cited, sourceIds }, field) => {
        const text = cited?.[field];
        return text ? <CardEvidence text={text} sourceIds={sourceIds} onRead={onRead} /> : null;
      }}
      onOpenChat={onOpenChat}
      onClose={() => onOpen(undefined)}
    />
  );
}
