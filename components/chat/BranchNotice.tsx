import { X } from 'lucide-react';
import type { ModelOption } from '../settings/use-models';
import { Button } from '../ui/Button';
import { errorText } from '../ui/error-text';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import type { Branch } from './use-branch';

interface BranchNoticeProps {
  branch: Branch;
  model: ModelOption | null;
  onStop: () => void;
  onRetry: () => void;
  onClose: () => void;
}

/** How going further into a node is getting on; nothing once it has worked. */
export function BranchNotice({ branch, model, onStop, onRetry, onClose }: BranchNoticeProps) {
  const texts = useTexts();
  const { t } = texts;
  const { label, state, error } = branch;
  const close = (
    <Button
      key="close"
      look="quiet"
      icon={<X aria-hidden className="size-4" />}
      iconLabel={t('action.close')}
      onClick={onClose}
    />
  );
  const short = label.length > 60 ? `${label.slice(0, 60)}…` : label;
  if (state === 'running')
    return (
      <p
        data-testid="map-expanding"
        className="flex max-w-full items-center gap-2 rounded-xl border border-line bg-page py-1 pr-1 pl-3 text-[13px] shadow-raised"
      >
        <span className="shimmer min-w-0 truncate">{t('map.expanding', { label: short })}</span>
        <Button look="quiet" data-testid="map-stop" onClick={onStop}>
          {t('action.stop')}
        </Button>
      </p>
    );
  if (state === 'nothing')
    return (
      <Notice tone="info" actions={[close]}>
        {t('map.nothingMore', { label: short })}
      </Notice>
    );
  if (state !== 'failed' || !error) return null;
  const facts = { ...(model ? { model: model.name } : {}), ...error.facts };
  return (
    <Notice
      tone="danger"
      actions={[
        <Button key="retry" data-testid="map-retry" onClick={onRetry}>
          {t('action.retry')}
        </Button>,
        close,
      ]}
    >
      {errorText({ ...error, facts }, texts)}
    </Notice>
  );
}
