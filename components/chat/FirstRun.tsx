import { Plug } from 'lucide-react';
import { openOptions } from '../../utils/browser/panel';
import { OnDeviceCard } from '../settings/OnDeviceCard';
import { useOfferedModels } from '../settings/use-offered-models';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

/** The one question of a fresh install: who answers. */
export function FirstRun() {
  const { t } = useTexts();
  const [model] = useOfferedModels();
  return (
    <div data-testid="first-run" className="space-y-3">
      <div>
        <h2 className="text-[15px] font-semibold">{t('model.firstTitle')}</h2>
        <p className="text-[13px] text-muted">{t('model.firstHint')}</p>
      </div>
      <section className="rounded-2xl border border-line bg-page p-4">
        <div className="flex items-center gap-2">
          <Plug aria-hidden className="size-4 text-accent" />
          <h3 className="font-semibold">{t('model.endpoint')}</h3>
        </div>
        <p className="mt-1 mb-3 text-[13px] text-muted">{t('model.endpointHint')}</p>
        <Button look="primary" data-testid="connect-endpoint" onClick={() => void openOptions()}>
          {t('model.connect')}
        </Button>
      </section>
      {model && <OnDeviceCard model={model} isRemovable={false} />}
    </div>
  );
}
