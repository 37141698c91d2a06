import { FileDown, Plus, VenetianMask } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { createCard } from '../../utils/roleplay/character-card';
import { startRolePlay } from '../../utils/roleplay/start-role-play';
import {
  addCharacter,
  deleteCharacter,
  duplicateCharacter,
  forgetDeletedCharacters,
  loadCharacters,
  type NewCharacter,
  restoreCharacter,
  updateCharacter,
} from '../../utils/storage/characters';
import type { Character } from '../../utils/storage/database';
import { isTemporary } from '../../utils/storage/temporary';
import { Button } from '../ui/Button';
import { DialogFrame } from '../ui/DialogFrame';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';
import { CharacterEditor } from './CharacterEditor';
import { CharacterList } from './CharacterList';
import type { CharacterActions } from './CharacterRow';
import { exportCard } from './export-card';
import { FilesHere } from './FilesHere';
import { type Imported, importCards } from './import-cards';

interface CharacterLibraryProps {
  /** A character that was just written: shown for editing. */
  draft: NewCharacter | undefined;
  /** Absent where the chat has no sources, or nobody to write a card. */
  onBecome: (() => void) | undefined;
  /** What was read for the chat that is shown: a character may take it for its canon. */
  canonIds: readonly string[];
  /** See CharacterActions. */
  onJoin: CharacterActions['onJoin'];
  /** What is behind the words of a field. */
  evidenceOf: (character: NewCharacter, field: string) => ReactNode;
  /** Shows a chat that has just begun. */
  onOpenChat: (chatId: string) => void;
  onClose: () => void;
}

/** All characters: search, import by a picker or a drop, edit, duplicate, delete, export, and a chat with each. */
export function CharacterLibrary({
  draft,
  onBecome,
  canonIds,
  onJoin,
  evidenceOf,
  onOpenChat,
  onClose,
}: CharacterLibraryProps) {
  const texts = useTexts();
  const { t } = texts;
  const characters = useLiveQuery(loadCharacters, []);
  /** Without an id it is a new one. */
  const [edited, setEdited] = useState<(NewCharacter & { id?: string }) | undefined>(draft);
  const [deleted, setDeleted] = useState<Character>();
  const [failures, setFailures] = useState<Imported['failures']>([]);
  const picker = useRef<HTMLInputElement>(null);

  const close = () => {
    void forgetDeletedCharacters();
    onClose();
  };
  const start = async (character: Character) => {
    const chat = await startRolePlay(character);
    onOpenChat(chat.id);
    close();
  };
  const takeFiles = async (files: Iterable<File>) => {
    const imported = await importCards(files);
    setFailures(imported.failures);
    // What a card brings along is read before it is used: also the words of its author to the model.
    if (imported.characters.length === 1) setEdited(imported.characters[0]);
  };
  const save = async (character: NewCharacter, isStarted: boolean) => {
    const { name, json, portrait, sourceIds } = character;
    const id = edited?.id;
    if (id) await updateCharacter(id, { name, json, sourceIds, ...(portrait ? { portrait } : {}) });
    const added = id ? undefined : await addCharacter(character);
    setEdited(undefined);
    const saved = added ?? (await loadCharacters()).find((one) => one.id === id);
    if (isStarted && saved) await start(saved);
  };

  return (
    <DialogFrame
      title={edited ? t('characters.edit') : t('characters.title')}
      hint={t(isTemporary() ? 'temporary.library' : edited ? 'characters.editHint' : 'characters.hint')}
      data-testid="character-library"
      className="h-[min(90vh,680px)]"
      onClose={close}
    >
      {edited ? (
        <CharacterEditor
          key={edited.id ?? 'new'}
          character={edited}
          canonIds={canonIds}
          below={(field) => evidenceOf(edited, field)}
          onSave={(character, isStarted) => void save(character, isStarted)}
          onCancel={() => setEdited(undefined)}
        />
      ) : (
        <FilesHere onFiles={(files) => void takeFiles(files)}>
          <div className="space-y-2 empty:hidden">
            {failures.map(({ fileName, error }) => (
              <Notice key={fileName} tone="danger">
                <strong className="font-medium">{fileName}</strong> {errorText(error, texts)}
              </Notice>
            ))}
            {deleted && (
              <Notice
                tone="info"
                actions={
                  <Button
                    data-testid="undo-delete"
                    onClick={() => {
                      void restoreCharacter(deleted.id);
                      setDeleted(undefined);
                    }}
                  >
                    {t('characters.undo')}
                  </Button>
                }
              >
                {t('characters.deleted', { name: deleted.name })}
              </Notice>
            )}
          </div>
          {characters && (
            <CharacterList
              characters={characters}
              onStart={(character) => void start(character)}
              onEdit={setEdited}
              onJoin={
                onJoin &&
                ((character) => {
                  onJoin(character);
                  close();
                })
              }
              onExport={(character, format) => void exportCard(character, format)}
              onDuplicate={(character) => void duplicateCharacter(character)}
              onDelete={(character) => {
                setDeleted(character);
                void deleteCharacter(character.id);
              }}
            />
          )}
          <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line pt-3">
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              accept=".png,.json,image/png,application/json"
              data-testid="card-files"
              onChange={({ currentTarget }) => {
                void takeFiles([...(currentTarget.files ?? [])]);
                currentTarget.value = '';
              }}
            />
            {onBecome && (
              <Button
                look="primary"
                data-testid="become"
                icon={<VenetianMask aria-hidden className="size-3.5" />}
                onClick={onBecome}
              >
                {t('write.title')}
              </Button>
            )}
            <Button
              data-testid="import-cards"
              icon={<FileDown aria-hidden className="size-3.5" />}
              onClick={() => picker.current?.click()}
            >
              {t('characters.import')}
            </Button>
            <Button
              data-testid="new-character"
              icon={<Plus aria-hidden className="size-3.5" />}
              onClick={() => {
                const name = t('characters.newName');
                setEdited({ name, json: createCard({ name }), sourceIds: [] });
              }}
            >
              {t('characters.new')}
            </Button>
          </div>
        </FilesHere>
      )}
    </DialogFrame>
  );
}
