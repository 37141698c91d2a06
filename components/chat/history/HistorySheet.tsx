import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ChatHit } from '../../../utils/chat/search-chats';
import { searchWords } from '../../../utils/shared/fold-for-search';
import { type Chat, database } from '../../../utils/storage/database';
import { chatsAtWork, listChats, renameChat } from '../../../utils/storage/list-chats';
import { Button } from '../../ui/Button';
import { useTexts } from '../../ui/i18n';
import { SearchField } from '../../ui/SearchField';
import { useLiveQuery } from '../../ui/use-live-query';
import type { FoundPlace } from '../use-show-found';
import { DeletedChats } from './DeletedChats';
import { HistoryList } from './HistoryList';
import type { useDeletions } from './use-deletions';
import { useHistorySearch } from './use-history-search';
import { useRowKeys } from './use-row-keys';

/** Of those who speak in some of the chats: cards are long. */
const namesOfCharacters = async (chats: readonly Chat[]): Promise<ReadonlyMap<string, string>> => {
  const ids = new Set(chats.flatMap(({ characterIds }) => characterIds ?? []));
  const named = ids.size > 0 ? await database.characters.bulkGet([...ids]) : [];
  return new Map(named.flatMap((character) => (character ? [[character.id, character.name] as const] : [])));
};

interface HistorySheetProps {
  /** The chat in the panel. */
  shownId: string | undefined;
  deleting: ReturnType<typeof useDeletions>;
  /** Whoever shows it closes the sheet. */
  onOpen: (chatId: string, place: FoundPlace | undefined) => void;
  onClose: () => void;
}

/** Every chat of this device over all of the panel: searched, named, pinned, deleted. The content of a `Dialog.Root`. */
export function HistorySheet({ shownId, deleting, onOpen, onClose }: HistorySheetProps) {
  const { t } = useTexts();
  const chats = useLiveQuery(listChats, []);
  const atWork = useLiveQuery(chatsAtWork, []);
  const characters = useLiveQuery(() => namesOfCharacters(chats ?? []), [chats]);
  const [typed, setTyped] = useState('');
  const [renamingId, setRenamingId] = useState<string>();
  const [now] = useState(Date.now);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const hasOpened = useRef(false);
  const query = typed.trim();
  const search = useHistorySearch(chats, query);

  const open = useCallback(
    (chat: Chat, hit: ChatHit | undefined) => {
      hasOpened.current = chat.id !== shownId;
      const place = hit?.at && {
        messageId: hit.at.messageId,
        words: hit.at.isSource ? [] : searchWords(query),
      };
      onOpen(chat.id, place);
    },
    [shownId, query, onOpen],
  );
  const rename = useCallback(({ id }: Chat) => setRenamingId(id), []);
  const renamed = useCallback(({ id }: Chat, title: string | undefined) => {
    setRenamingId(undefined);
    if (title !== undefined) void renameChat(id, title);
  }, []);
  const remove = useCallback((chat: Chat) => void deleting.remove(chat), [deleting.remove]);
  const onKeyDown = useRowKeys({
    list,
    field,
    chatOf: (id) => chats?.find((chat) => chat.id === id),
    onRename: rename,
    onDelete: remove,
  });

  // The keyboard goes on where the name was written.
  const renamedId = useRef<string>(undefined);
  useEffect(() => {
    const id = renamedId.current;
    renamedId.current = renamingId;
    if (id && !renamingId)
      list.current
        ?.querySelector<HTMLElement>(`[data-chat-id="${CSS.escape(id)}"] [data-history-row]`)
        ?.focus();
  }, [renamingId]);

  return (
    <Dialog.Portal>
      <Dialog.Overlay className="fixed inset-0 z-30 bg-black/30 max-sm:hidden" />
      <Dialog.Content
        data-testid="history-sheet"
        className="fixed inset-0 z-30 flex flex-col bg-page outline-none sm:inset-y-8 sm:right-auto sm:left-1/2 sm:w-[560px] sm:-translate-x-1/2 sm:rounded-2xl sm:border sm:border-line sm:shadow-raised"
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          field.current?.focus();
        }}
        onCloseAutoFocus={(event) => {
          // Another chat's own field has the keyboard.
          if (hasOpened.current) event.preventDefault();
        }}
        onEscapeKeyDown={(event) => {
          if (renamingId || event.isComposing) event.preventDefault();
        }}
        onKeyDown={onKeyDown}
      >
        <header className="flex items-center justify-between py-1.5 pr-2 pl-4">
          <Dialog.Title className="font-semibold tracking-tight">{t('history.title')}</Dialog.Title>
          <Button
            look="quiet"
            data-testid="history-close"
            icon={<X aria-hidden className="size-4" />}
            iconLabel={t('action.close')}
            onClick={onClose}
          />
        </header>
        <Dialog.Description className="sr-only">{t('history.hint')}</Dialog.Description>
        <SearchField
          ref={field}
          data-testid="history-search"
          className="mx-3 mb-2"
          value={typed}
          label={t('history.search')}
          onChange={setTyped}
        />
        <HistoryList
          ref={list}
          chats={chats}
          search={query ? search : undefined}
          now={now}
          shownId={shownId}
          atWork={atWork}
          characters={characters}
          renamingId={renamingId}
          onOpen={open}
          onRename={rename}
          onRenamed={renamed}
          onDelete={remove}
        />
        <DeletedChats
          className="px-3 pt-2 pb-3"
          deletions={deleting.deletions}
          onUndo={(deletion) => void deleting.undo(deletion)}
          onDismiss={deleting.dismiss}
        />
      </Dialog.Content>
    </Dialog.Portal>
  );
}
