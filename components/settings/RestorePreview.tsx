import { useState } from 'react';
import {
  type BackupContents,
  type Choice,
  differingKey,
  type RestoreChoices,
} from '../../utils/backup/restore-plan';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { DifferingList } from './DifferingList';
import { FileEndpoints } from './FileEndpoints';
import { RefusedList } from './RefusedList';

interface RestorePreviewProps {
  contents: BackupContents;
  onRestore: (choices: RestoreChoices) => void;
  onCancel: () => void;
}

/** What a checked file holds, what would happen, and what the user has to say about it. Nothing is written yet. */
export function RestorePreview({ contents, onRestore, onCancel }: RestorePreviewProps) {
  const { t, locale, compact } = useTexts();
  const [differing, setDiffering] = useState<ReadonlyMap<string, Choice>>(
    new Map(contents.differing.map((one) => [differingKey(one), 'mine'])),
  );
  const [endpointIds, setEndpointIds] = useState<ReadonlySet<string>>(new Set());
  const [hasSettings, setHasSettings] = useState(false);
  const { chats, characters, maps, newMessages, newTextCharacters } = contents;
  const date = new Date(contents.createdAt).toLocaleString(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const lines = [
    chats.new > 0 && t('backup.newChats', { count: chats.new }),
    chats.grown > 0 && t('backup.grownChats', { count: chats.grown }),
    newMessages > 0 && t('backup.newMessages', { count: newMessages }),
    newTextCharacters > 0 && t('backup.newTexts', { count: compact(newTextCharacters) }),
    characters.new > 0 && t('backup.newCharacters', { count: characters.new }),
    maps.new > 0 && t('backup.newMaps', { count: maps.new }),
    chats.same > 0 && t('backup.sameChats', { count: chats.same }),
  ].filter((line) => line !== false);
  const isNothingNew =
    chats.new + chats.grown + newMessages + newTextCharacters + characters.new + maps.new === 0 &&
    contents.differing.length === 0;

  return (
    <section
      aria-label={t('backup.open')}
      data-testid="restore-preview"
      tabIndex={-1}
      className="outline-none space-y-4 rounded-2xl border border-line p-4"
    >
      <div className="space-y-1">
        <h3 className="font-semibold">
          {t(contents.kind === 'backup' ? 'backup.from' : 'backup.chatFrom', { date })}
        </h3>
        {isNothingNew ? (
          <p className="text-[13px] text-muted">{t('backup.nothingNew')}</p>
        ) : (
          <ul className="list-disc space-y-0.5 pl-4 text-[13px] marker:text-muted">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
      {contents.refusedCount > 0 && <RefusedList contents={contents} />}
      {contents.mendedCount > 0 && (
        <Notice tone="warn">{t('backup.mended', { count: contents.mendedCount })}</Notice>
      )}
      {contents.missingTextCount > 0 && (
        <Notice tone="warn">{t('backup.missingTexts', { count: contents.missingTextCount })}</Notice>
      )}
      {contents.isTight && <Notice tone="warn">{t('backup.tight')}</Notice>}
      {contents.differing.length > 0 && (
        <DifferingList differing={contents.differing} chosen={differing} onChoose={setDiffering} />
      )}
      <FileEndpoints
        contents={contents}
        chosen={endpointIds}
        onChoose={setEndpointIds}
        hasSettings={hasSettings}
        onSettings={setHasSettings}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          data-testid="restore"
          disabled={isNothingNew && endpointIds.size === 0 && !hasSettings}
          onClick={() => onRestore({ differing, endpointIds, hasSettings, copyMark: t('backup.copyMark') })}
        >
          {t('backup.restore')}
        </Button>
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
      </div>
    </section>
  );
}
