import type { ReactNode } from 'react';
import type { Settings } from '../../utils/storage/database';
import { saveSettings } from '../../utils/storage/settings';
import { DamagedRecord } from '../ui/DamagedRecord';
import { Field } from '../ui/Field';
import { type TextId, useTexts } from '../ui/i18n';
import { Select } from '../ui/Select';
import { useSettings } from '../ui/use-settings';
import { AnimalTest } from './AnimalTest';
import { BackupSection } from './BackupSection';
import { EndpointList } from './EndpointList';
import { OnDeviceCard } from './OnDeviceCard';
import { StorageSection } from './StorageSection';
import { useOfferedModels } from './use-offered-models';

const languages: [Settings['language'], TextId | string][] = [
  ['auto', 'settings.languageAuto'],
  ['en', 'English'],
  ['zh-CN', '简体中文'],
];
const themes: [Settings['theme'], TextId][] = [
  ['system', 'settings.themeSystem'],
  ['light', 'settings.themeLight'],
  ['dark', 'settings.themeDark'],
];

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="space-y-3">
      <div>
        <h2 className="text-[15px] font-semibold">{title}</h2>
        {hint && <p className="text-[13px] text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** The settings, in a tab of their own. */
export function SettingsPage() {
  const { t } = useTexts();
  const settings = useSettings();
  const models = useOfferedModels();
  if (!settings) return null;
  return (
    <main className="mx-auto max-w-xl space-y-10 px-5 py-10">
      <h1 className="text-xl font-semibold tracking-tight">
        {t('app.name')} · {t('settings.title')}
      </h1>
      {settings.isDamaged && <DamagedRecord what="settings" id={settings.id} />}
      <Group title={t('settings.endpoints')} hint={t('settings.endpointsHint')}>
        <EndpointList />
      </Group>
      <Group title={t('settings.onDevice')}>
        {models.map((model) => (
          <OnDeviceCard key={model.id} model={model} isRemovable />
        ))}
        <Field label={t('settings.mirror')} hint={t('settings.mirrorHint')}>
          {(control) => (
            <input
              {...control}
              data-testid="mirror"
              type="url"
              spellCheck={false}
              placeholder="https://huggingface.co"
              defaultValue={settings.modelMirror}
              onChange={(event) => void saveSettings({ modelMirror: event.target.value.trim() })}
            />
          )}
        </Field>
      </Group>
      <Group title={t('settings.animals')} hint={t('settings.animalsHint')}>
        <AnimalTest />
      </Group>
      <Group title={t('settings.look')}>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('settings.language')}>
            {(control) => (
              <Select
                {...control}
                data-testid="language"
                value={settings.language}
                onChange={(event) =>
                  void saveSettings({ language: event.target.value as Settings['language'] })
                }
              >
                {languages.map(([value, text]) => (
                  <option key={value} value={value}>
                    {value === 'auto' ? t(text as TextId) : text}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('settings.theme')}>
            {(control) => (
              <Select
                {...control}
                data-testid="theme"
                value={settings.theme}
                onChange={(event) => void saveSettings({ theme: event.target.value as Settings['theme'] })}
              >
                {themes.map(([value, text]) => (
                  <option key={value} value={value}>
                    {t(text)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      </Group>
      <Group title={t('room.title')} hint={t('room.hint')}>
        <StorageSection />
      </Group>
      <Group title={t('backup.title')} hint={t('backup.hint')}>
        <BackupSection />
      </Group>
      <Group title={t('settings.privacy')}>
        <p className="text-[13px] text-muted">{t('settings.privacyText')}</p>
      </Group>
    </main>
  );
}
