import { X } from 'lucide-react';
import { answerReserve } from '../../utils/context/check-fit';
import { requestCost } from '../../utils/context/request-cost';
import type { ModelOption } from '../settings/use-models';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import type { ContextSize } from './use-fit';

interface TooLongChoiceProps {
  /** As it is now: it changes while sources are left out. */
  size: ContextSize;
  model: ModelOption;
  models: readonly ModelOption[];
  questionTokens: number;
  /** Whether there are turns that take room. */
  hasTurns: boolean;
  onLeaveOut: (sourceId: string) => void;
  onUseModel: (model: ModelOption) => void;
  onChooseModel: () => void;
  onChoosePart: () => void;
  onFullRead: () => void;
  onNewChat: () => void;
  onSummarise: () => void;
  onSend: () => void;
}

/** The longest sources are what it is about. */
const listed = 6;
const offeredModels = 3;
/** Of a pass, what instructions, question and notes take. */
const besideParts = 0.12;
/** Turns and question may take this share of a pass. */
const mostBeside = 0.4;
/** A window smaller than this holds instructions, notes and next to no part. */
const leastWindow = 2048;

/** Nothing was sent, because it does not fit: what takes the room, and the ways on. The question waits in its field. */
export function TooLongChoice({ size, model, models, questionTokens, hasTurns, ...on }: TooLongChoiceProps) {
  const { t, number, compact, money, locale } = useTexts();
  const needed = size.requestTokens + questionTokens;
  const room = size.roomTokens ?? Number.POSITIVE_INFINITY;
  const windowTokens = model.windowTokens;
  if (needed <= room) {
    return (
      <Notice
        tone="info"
        actions={
          <Button look="primary" data-testid="send-now" onClick={on.onSend}>
            {t('fit.sendNow')}
          </Button>
        }
      >
        {t('fit.fitsNow')}
      </Notice>
    );
  }
  const values = { model: model.name, tokens: number(needed), room: number(room) };
  const removable = size.sources
    .filter(({ isSent }) => !isSent)
    .sort((a, b) => b.tokens - a.tokens)
    .slice(0, listed);
  const larger = models
    .filter(
      (other) =>
        other.windowTokens !== undefined &&
        other.windowTokens - answerReserve(other.windowTokens) >= needed &&
        other.choice.model !== model.choice.model,
    )
    // Of the same endpoint first, then the smallest that is large enough.
    .sort(
      (a, b) =>
        Number(b.choice.endpointId === model.choice.endpointId) -
          Number(a.choice.endpointId === model.choice.endpointId) || a.windowTokens! - b.windowTokens!,
    )
    .slice(0, offeredModels);
  // Turns go along with every part: they must leave room for it.
  const beside = size.chatTokens + questionTokens;
  const canRead =
    windowTokens !== undefined && windowTokens >= leastWindow && beside < windowTokens * mostBeside;
  const passRoom = canRead ? (windowTokens - answerReserve(windowTokens)) * (1 - besideParts) - beside : 0;
  const passes = canRead
    ? Math.ceil(size.sources.reduce((sum, { tokens }) => sum + tokens, 0) / passRoom)
    : 0;
  return (
    <div data-testid="too-long">
      <Notice tone="warn">
        <strong className="block font-semibold">{t('fit.tooLong', values)}</strong>
        {t(model.isOnDevice ? 'fit.detailSmall' : 'fit.detail', values)}
        <div className="mt-2.5 space-y-3">
          {removable.length > 1 && (
            <ul className="divide-y divide-line rounded-lg border border-line bg-page text-xs">
              {removable.map(({ source, tokens }) => (
                <li key={source.id} className="flex items-center gap-2 py-0.5 pr-1 pl-2.5">
                  <span className="min-w-0 flex-1 truncate">{source.title}</span>
                  <span className="text-muted tabular-nums">{compact(tokens)}</span>
                  <Button
                    look="quiet"
                    data-testid="leave-out"
                    icon={<X aria-hidden className="size-3.5" />}
                    iconLabel={`${t('fit.leaveOut')}: ${source.title}`}
                    className="size-7!"
                    onClick={() => on.onLeaveOut(source.id)}
                  />
                </li>
              ))}
            </ul>
          )}
          {larger.length > 0 && (
            <div className="space-y-1">
              <p className="text-xs text-muted">{t('fit.largerModels')}</p>
              <div className="flex flex-wrap gap-1.5">
                {larger.map((other) => (
                  <Button
                    key={`${other.choice.endpointId} ${other.choice.model}`}
                    data-testid="larger-model"
                    onClick={() => on.onUseModel(other)}
                  >
                    {t('fit.useModel', { model: other.name, window: compact(other.windowTokens!) })}
                  </Button>
                ))}
              </div>
            </div>
          )}
          {hasTurns && (
            <div className="space-y-1">
              <p className="text-xs text-muted">{t('fit.memoryHint', { tokens: number(size.chatTokens) })}</p>
              <div className="flex flex-wrap gap-1.5">
                <Button data-testid="fresh-chat" onClick={on.onNewChat}>
                  {t('fit.newChat')}
                </Button>
                <Button data-testid="summarise-turns" onClick={on.onSummarise}>
                  {t('fit.summarise')}
                </Button>
              </div>
            </div>
          )}
          <div className="flex flex-wrap gap-1.5">
            <Button
              look="primary"
              data-testid="full-read"
              disabled={!canRead || size.sources.length === 0}
              onClick={on.onFullRead}
            >
              {t('fit.fullRead')}
            </Button>
            {size.sources.length > 0 && (
              <Button data-testid="choose-part" onClick={on.onChoosePart}>
                {t('action.choosePart')}
              </Button>
            )}
            <Button onClick={on.onChooseModel}>{t('action.chooseModel')}</Button>
          </div>
          <p className="text-xs text-muted">
            {canRead
              ? t('fit.fullReadHint', { passes: number(passes + 1), window: compact(windowTokens) })
              : t(windowTokens === undefined ? 'fit.fullReadUnknown' : 'fit.fullReadSmall', values)}
            {canRead && model.price && (
              <>
                {locale.startsWith('zh') ? '' : ' '}
                {t('fit.fullReadCost', {
                  money: money(
                    requestCost(model.price, passes * windowTokens, passes * 600),
                    model.price.currency,
                  ),
                })}
              </>
            )}
          </p>
        </div>
      </Notice>
    </div>
  );
}
