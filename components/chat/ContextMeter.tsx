import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import { openOptions } from '../../utils/browser/panel';
import type { WindowOrigin } from '../../utils/chat/model-facts';
import { requestCost } from '../../utils/context/request-cost';
import type { ModelOption } from '../settings/use-models';
import { Button } from '../ui/Button';
import { type TextId, useTexts } from '../ui/i18n';
import { PopoverCard } from '../ui/PopoverCard';
import type { ContextSize } from './use-fit';

const originTexts: Record<WindowOrigin, TextId> = {
  entered: 'meter.origin.entered',
  learned: 'meter.origin.learned',
  told: 'meter.origin.told',
  table: 'meter.origin.table',
};

/** More sources than this are summed up. */
const listed = 8;

/** The window as a bar: what is taken, what is kept for the answer, what is free. */
function WindowBar({ size, windowTokens }: { size: ContextSize; windowTokens: number }) {
  const share = (tokens: number) => `${Math.min(100, (tokens / windowTokens) * 100)}%`;
  return (
    <div className="flex h-1.5 overflow-hidden rounded-full bg-surface-2" aria-hidden>
      <div className={size.fits ? 'bg-accent' : 'bg-danger'} style={{ width: share(size.requestTokens) }} />
      <div className="bg-accent-soft" style={{ width: share(size.answerTokens) }} />
    </div>
  );
}

/** How much of the model's window the next request takes; a click shows it part by part. */
export function ContextMeter({ size, model }: { size: ContextSize; model: ModelOption | null }) {
  const { t, compact, number, money } = useTexts();
  const windowTokens = model?.windowTokens;
  const bySize = useMemo(() => [...size.sources].sort((a, b) => b.tokens - a.tokens), [size]);
  const rest = bySize.slice(listed);
  const sum = (rows: typeof bySize) => rows.reduce((total, { tokens }) => total + tokens, 0);
  const free = windowTokens === undefined ? 0 : windowTokens - size.requestTokens - size.answerTokens;
  const rows: [string, number][] = [
    ...bySize.slice(0, listed).map(({ source, tokens }): [string, number] => [source.title, tokens]),
    ...(rest.length > 0
      ? [[t('meter.more', { count: number(rest.length) }), sum(rest)] as [string, number]]
      : []),
    [t('meter.instructions'), size.instructionTokens],
    ...(size.chatTokens > 0 ? [[t('meter.chat'), size.chatTokens] as [string, number]] : []),
    [t('meter.answer'), size.answerTokens],
  ];
  const tokens = compact(size.requestTokens);
  return (
    <Popover.Root>
      <Popover.Trigger
        className={`ml-auto shrink-0 rounded-md px-1.5 py-1 tabular-nums hover:bg-surface-2 ${size.fits ? '' : 'text-danger'}`}
        data-testid="meter"
      >
        {windowTokens
          ? t('composer.meterOf', { tokens, window: compact(windowTokens) })
          : t('composer.meter', { tokens })}
      </Popover.Trigger>
      <PopoverCard align="end" data-testid="meter-details" className="space-y-2.5 p-3">
        <p className="font-medium">{t('meter.title')}</p>
        {windowTokens && <WindowBar size={size} windowTokens={windowTokens} />}
        <ul className="thin-scroll max-h-[40vh] space-y-0.5 overflow-y-auto text-xs">
          {rows.map(([label, count], index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and none is kept.
            <li key={index} className="flex gap-3">
              <span className="min-w-0 flex-1 truncate text-muted">{label}</span>
              <span className="tabular-nums">{number(count)}</span>
            </li>
          ))}
          {windowTokens && (
            <li className={`flex gap-3 ${free < 0 ? 'text-danger' : ''}`}>
              <span className="min-w-0 flex-1 text-muted">{t(free < 0 ? 'meter.over' : 'meter.free')}</span>
              <span className="tabular-nums">{number(Math.abs(free))}</span>
            </li>
          )}
        </ul>
        <div className="space-y-1 border-t border-line pt-2 text-xs text-muted">
          {windowTokens && model.windowOrigin ? (
            <p>
              {t('meter.window', {
                window: number(windowTokens),
                origin: t(originTexts[model.windowOrigin]),
              })}
            </p>
          ) : (
            model && (
              <>
                <p>{t('meter.windowUnknown', { model: model.name })}</p>
                <Button onClick={() => void openOptions()}>{t('meter.enterWindow')}</Button>
              </>
            )
          )}
          {model && (
            <p>
              {size.isExact
                ? t('meter.exact')
                : t('meter.estimate', { percent: Math.round(model.tokenError * 100) })}
            </p>
          )}
          {model?.price && (
            <p data-testid="meter-cost">
              {t('meter.cost', {
                money: money(requestCost(model.price, size.requestTokens, 0), model.price.currency),
              })}
            </p>
          )}
        </div>
      </PopoverCard>
    </Popover.Root>
  );
}
