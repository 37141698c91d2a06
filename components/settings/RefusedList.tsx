import type { BackupContents, RefusedRecord } from '../../utils/backup/restore-plan';
import { Disclosure } from '../ui/Disclosure';
import { type TextId, useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';

const kinds: Partial<Record<NonNullable<RefusedRecord['table']>, TextId>> = {
  texts: 'backup.table.texts',
  messages: 'backup.table.messages',
  sources: 'backup.table.sources',
  endpoints: 'backup.table.endpoints',
  settings: 'backup.table.settings',
  chats: 'backup.kind.chats',
  characters: 'backup.kind.characters',
  maps: 'backup.kind.maps',
};

const reasons = {
  shape: 'backup.reason.shape',
  hash: 'backup.reason.hash',
  twice: 'backup.reason.twice',
  'no-chat': 'backup.reason.no-chat',
  elsewhere: 'backup.reason.elsewhere',
} as const satisfies Record<RefusedRecord['reason'], TextId>;

/** Records of a file that are left out, and why. */
export function RefusedList({ contents: { refused, refusedCount } }: { contents: BackupContents }) {
  const { t } = useTexts();
  return (
    <Notice tone="warn">
      <p>{t('backup.refused', { count: refusedCount })}</p>
      <Disclosure label={t('backup.refusedList')} data-testid="refused">
        <ul className="thin-scroll mt-1 max-h-48 space-y-1 overflow-y-auto text-xs text-muted">
          {refused.map(({ table, title, reason }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
            <li key={index}>
              {[t((table && kinds[table]) ?? 'backup.table.other'), t(reasons[reason])].join(' · ')}
              {title && (
                <bdi className="block truncate" title={title}>
                  {title}
                </bdi>
              )}
            </li>
          ))}
          {refusedCount > refused.length && <li>…</li>}
        </ul>
      </Disclosure>
    </Notice>
  );
}
