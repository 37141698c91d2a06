import { Lightbulb, ListChecks, Network, TextQuote, VenetianMask } from 'lucide-react';
import { mapCommand } from '../../utils/prompt/map-request';
import { Button } from '../ui/Button';
import { type TextId, useTexts } from '../ui/i18n';

interface EmptyChatProps {
  /** Sources that are read or being read. */
  sourceCount: number;
  canAsk: boolean;
  onAsk: (text: string) => void;
  /** Has the model become a character of the sources. */
  onBecome: () => void;
}

const starts: { id: string; label: TextId; prompt: TextId; Icon: typeof TextQuote }[] = [
  { id: 'summarise', label: 'action.summarise', prompt: 'prompt.summarise', Icon: TextQuote },
  { id: 'key-points', label: 'action.keyPoints', prompt: 'prompt.keyPoints', Icon: ListChecks },
  { id: 'explain', label: 'action.explain', prompt: 'prompt.explain', Icon: Lightbulb },
];

/** A chat before its first question: what will be read, and one click to begin. */
export function EmptyChat({ sourceCount, canAsk, onAsk, onBecome }: EmptyChatProps) {
  const { t } = useTexts();
  const hasSource = sourceCount > 0;
  return (
    <div className="space-y-4">
      <div>
        <h2 className="text-lg font-semibold tracking-tight">
          {hasSource ? t('empty.title', { count: sourceCount }) : t('empty.noPage')}
        </h2>
        <p className="mt-0.5 text-[13px] text-muted">{hasSource ? t('empty.hint') : t('empty.noPageHint')}</p>
      </div>
      {hasSource && (
        <div className="flex flex-wrap gap-2">
          {starts.map(({ id, label, prompt, Icon }, index) => (
            <Button
              key={id}
              data-testid={id}
              look={index === 0 ? 'primary' : 'outline'}
              disabled={!canAsk}
              icon={<Icon aria-hidden className="size-4" />}
              onClick={() => onAsk(t(prompt, { count: sourceCount }))}
            >
              {t(label)}
            </Button>
          ))}
          <Button
            data-testid="draw-map"
            disabled={!canAsk}
            icon={<Network aria-hidden className="size-4" />}
            onClick={() => onAsk(mapCommand)}
          >
            {t('map.title')}
          </Button>
          <Button
            data-testid="become-character"
            disabled={!canAsk}
            icon={<VenetianMask aria-hidden className="size-4" />}
            onClick={onBecome}
          >
            {t('write.title')}
          </Button>
        </div>
      )}
    </div>
  );
}
