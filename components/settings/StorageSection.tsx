import { useEffect, useRef } from 'react';
import { deleteChat } from '../../utils/chat/delete-chat';
import { askToPersist } from '../../utils/storage/browser-room';
import { database } from '../../utils/storage/database';
import { forgetDeletedChats, restoreChat, undoMs } from '../../utils/storage/deleted-chats';
import { forgetUnused } from '../../utils/storage/forget-unused';
import { Button } from '../ui/Button';
import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';
import { useLiveQuery } from '../ui/use-live-query';
import { DeleteEverything } from './DeleteEverything';
import { RoomBar } from './RoomBar';
import { RoomList } from './RoomList';
import { useRoom } from './use-room';

/** How much room the extension takes, for what, and how to get it back. */
export function StorageSection() {
  const { t, size } = useTexts();
  const { room, measure } = useRoom();
  const models = useLiveQuery(() => database.downloads.toArray(), []);
  const place = useRef<HTMLDivElement>(null);
  const isMeasured = room !== undefined;
  // Only what is there can be scrolled to.
  useEffect(() => {
    if (isMeasured && location.hash === '#storage') place.current?.scrollIntoView();
  }, [isMeasured]);
  const remove = async (chatId: string) => {
    await deleteChat(chatId);
    await measure();
    // As in the history, it can be taken back for a while; closing the page only puts that off.
    setTimeout(() => void forgetDeletedChats(Date.now()).then(measure), undoMs + 500);
  };
  if (!room) return <p className="shimmer text-[13px] text-muted">{t('room.measuring')}</p>;
  const sum = (sizes: readonly number[]) => sizes.reduce((total, bytes) => total + bytes, 0);
  const chatsBytes = sum(room.chats.map(({ ownBytes }) => ownBytes)) + room.sharedBytes;
  const taking = room.chats.filter(({ ownBytes, sources }) => ownBytes > 0 || sources.length > 0);
  const parts = [
    { id: 'chats', label: t('room.chats', { count: taking.length }), sizeBytes: chatsBytes },
    {
      id: 'models',
      label: t('room.models'),
      sizeBytes: sum((models ?? []).map(({ loadedBytes }) => loadedBytes)),
    },
    { id: 'characters', label: t('room.characters'), sizeBytes: room.charactersBytes },
    { id: 'unused', label: t('room.unused'), sizeBytes: room.unusedBytes },
  ];
  return (
    <div ref={place} data-testid="storage" className="scroll-mt-10 space-y-4">
      <div className="text-[13px]">
        <p>{t('room.left', { free: size(room.freeBytes) })}</p>
        <p className="text-muted">{t(room.isPersistent ? 'room.kept' : 'room.notKept')}</p>
      </div>
      {!room.isPersistent && (
        <Button data-testid="persist" onClick={() => void askToPersist().then(measure)}>
          {t('room.persist')}
        </Button>
      )}
      <RoomBar parts={parts} />
      {room.unusedBytes > 0 && (
        <Button data-testid="forget-unused" onClick={() => void forgetUnused(Date.now()).then(measure)}>
          {t('room.forgetUnused')}
        </Button>
      )}
      {taking.length > 0 && (
        <Disclosure label={t('room.byChat')} data-testid="room-by-chat">
          <div className="mt-2 space-y-2">
            <p className="text-xs text-muted">{t('room.byChatHint')}</p>
            <RoomList
              chats={taking}
              onDelete={(id) => void remove(id)}
              onRestore={(id) => void restoreChat(id).then(measure)}
            />
          </div>
        </Disclosure>
      )}
      <DeleteEverything />
    </div>
  );
}
