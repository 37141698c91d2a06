import { Cpu } from 'lucide-react';
import { askEngine } from '../../utils/chat/ask-engine';
import { embeddedEndpointId } from '../../utils/providers/embedded/endpoint-id';
import type { EmbeddedModel } from '../../utils/providers/embedded/models';
import { toAppError } from '../../utils/shared/app-error';
import { database } from '../../utils/storage/database';
import { saveSettings } from '../../utils/storage/settings';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { Progress } from '../ui/Progress';
import { useLiveQuery } from '../ui/use-live-query';
import { useSettings } from '../ui/use-settings';

/** A model that runs inside the extension, named for what it is, with its download. */
export function OnDeviceCard({ model, isRemovable }: { model: EmbeddedModel; isRemovable: boolean }) {
  const texts = useTexts();
  const { t, megabytes, number } = texts;
  const settings = useSettings();
  const download = useLiveQuery(() => database.downloads.get(model.id), [model.id]);
  const isChosen = settings?.choice?.endpointId === embeddedEndpointId && settings.choice.model === model.id;
  const state = download?.state;
  const loaded = megabytes(download?.loadedBytes ?? 0);
  const size = megabytes(model.sizeBytes);

  const choose = () => saveSettings({ choice: { endpointId: embeddedEndpointId, model: model.id } });
  const start = async () => {
    // Chosen at once: the panel shows the progress, and the first question waits for the weights.
    await choose();
    await askEngine({ type: 'download-model', modelId: model.id }).catch(async (error: unknown) => {
      await database.downloads.put({
        id: model.id,
        state: 'failed',
        loadedBytes: download?.loadedBytes ?? 0,
        totalBytes: model.sizeBytes,
        error: toAppError(error).toRecord(),
      });
    });
  };

  return (
    <section
      data-testid="on-device"
      data-state={state ?? 'absent'}
      className="rounded-2xl border border-line bg-page p-4"
    >
      <div className="flex items-center gap-2">
        <Cpu aria-hidden className="size-4 text-accent" />
        <h3 className="font-semibold">{t('model.onDevice')}</h3>
      </div>
      <p className="mt-1 text-[13px] text-muted">{t('model.onDeviceHint')}</p>
      <p className="mt-1.5 text-[13px]">
        {t('model.onDeviceHonest', { name: model.name, window: number(model.windowTokens) })}
      </p>
      <p className="mt-0.5 text-xs text-muted">
        {t('model.languages', { list: model.languages.join(', ') })} · {model.licence}
      </p>
      {state === 'loading' && download && (
        <div className="mt-3 space-y-1.5">
          <Progress
            value={download.loadedBytes / download.totalBytes}
            label={t('model.downloading', { loaded, size })}
          />
          <p className="text-xs text-muted tabular-nums">{t('model.downloading', { loaded, size })}</p>
        </div>
      )}
      {state === 'failed' && download?.error && (
        <div className="mt-3">
          <Notice tone="danger">{errorText(download.error, texts)}</Notice>
        </div>
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        {state === 'loading' ? (
          <Button onClick={() => void askEngine({ type: 'cancel-download', modelId: model.id })}>
            {t('model.pause')}
          </Button>
        ) : state === 'ready' ? (
          <>
            <Button data-testid="use-on-device" disabled={isChosen} onClick={() => void choose()}>
              {isChosen ? t('model.inUse') : t('model.use')}
            </Button>
            {isRemovable && (
              <Button
                look="danger"
                onClick={() => void askEngine({ type: 'remove-model', modelId: model.id })}
              >
                {t('model.remove')}
              </Button>
            )}
          </>
        ) : (
          <Button data-testid="use-on-device" onClick={() => void start()}>
            {download && download.loadedBytes > 0
              ? t('model.resume', { loaded, size })
              : t('model.download', { size })}
          </Button>
        )}
      </div>
    </section>
  );
}
