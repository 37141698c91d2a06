import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

type Side = 'previous' | 'next';

/** What was pressed last: another message takes this one's place then, and the keyboard is to stay on the control. */
let pressed: { group: string; side: Side } | undefined;

interface AlternativesProps {
  id: string;
  /** The message's own among them, oldest first. */
  siblingIds: readonly string[];
  kind: 'question' | 'answer';
  onShow: (messageId: string) => void;
}

/** Goes through the versions of a question, or the answers to one; nothing where there is only one. */
export function Alternatives({ id, siblingIds, kind, onShow }: AlternativesProps) {
  const { t } = useTexts();
  const control = useRef<HTMLSpanElement>(null);
  const group = siblingIds[0];
  const index = siblingIds.indexOf(id);
  const isEnd = { previous: index <= 0, next: index >= siblingIds.length - 1 };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has taken the other's place.
  useEffect(() => {
    if (!pressed || pressed.group !== group) return;
    const other = pressed.side === 'next' ? 'previous' : 'next';
    const side = isEnd[pressed.side] ? other : pressed.side;
    pressed = undefined;
    control.current?.querySelectorAll('button')[side === 'next' ? 1 : 0]?.focus();
  }, []);

  if (siblingIds.length < 2) return null;
  const button = (side: Side) => {
    const Icon = side === 'previous' ? ChevronLeft : ChevronRight;
    const labels = {
      answer: { previous: t('action.previousAnswer'), next: t('action.nextAnswer') },
      question: { previous: t('action.previousQuestion'), next: t('action.nextQuestion') },
    };
    return (
      <Button
        look="quiet"
        className="size-7!"
        data-testid={`${side}-${kind}`}
        icon={<Icon aria-hidden className="size-3.5" />}
        iconLabel={labels[kind][side]}
        disabled={isEnd[side]}
        onClick={() => {
          pressed = { group: group ?? '', side };
          onShow(siblingIds[index + (side === 'next' ? 1 : -1)]!);
        }}
      />
    );
  };
  return (
    <span
      ref={control}
      className="flex items-center text-xs text-muted tabular-nums"
      data-testid={kind === 'answer' ? 'alternatives' : 'question-alternatives'}
    >
      {button('previous')}
      {t('answer.alternative', { index: index + 1, count: siblingIds.length })}
      {button('next')}
    </span>
  );
}
