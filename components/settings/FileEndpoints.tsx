import type { ReactNode } from 'react';
import type { BackupContents } from '../../utils/backup/restore-plan';
import { useTexts } from '../ui/i18n';

interface FileEndpointsProps {
  contents: BackupContents;
  chosen: ReadonlySet<string>;
  onChoose: (ids: ReadonlySet<string>) => void;
  hasSettings: boolean;
  onSettings: (has: boolean) => void;
}

function Check({
  isChecked,
  onChange,
  children,
  testId,
}: {
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  children: ReactNode;
  testId: string;
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 text-[13px]">
      <input
        type="checkbox"
        data-testid={testId}
        className="mt-1 size-3.5 shrink-0 accent-(--color-accent)"
        checked={isChecked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </label>
  );
}

/** Endpoints and settings of a file: none of them is taken unless the user has seen its whole address and says so. */
export function FileEndpoints({ contents, chosen, onChoose, hasSettings, onSettings }: FileEndpointsProps) {
  const { t } = useTexts();
  const { endpoints, settings } = contents;
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  return (
    <>
      {endpoints.length > 0 && (
        <fieldset className="space-y-2 rounded-xl bg-warn-soft px-3 py-2.5" data-testid="file-endpoints">
          <legend className="sr-only">{t('backup.endpoints')}</legend>
          <p aria-hidden className="text-[13px] font-medium">
            {t('backup.endpoints')}
          </p>
          <p className="text-xs text-muted">{t('backup.endpointsHint')}</p>
          {endpoints.map(({ id, name, baseUrl }) => (
            <Check
              key={id}
              testId="take-endpoint"
              isChecked={chosen.has(id)}
              onChange={(isChosen) => choose(id, isChosen)}
            >
              <span className="block font-medium">
                <bdi>{name}</bdi>
              </span>
              <code dir="ltr" className="block font-mono text-xs">
                {baseUrl}
              </code>
            </Check>
          ))}
        </fieldset>
      )}
      {settings && (
        <Check testId="take-settings" isChecked={hasSettings} onChange={onSettings}>
          {t('backup.settings')}
          {settings.modelMirror && (
            <span className="block text-xs text-muted">
              {t('backup.settingsMirror', { address: settings.modelMirror })}
            </span>
          )}
        </Check>
      )}
    </>
  );
}
