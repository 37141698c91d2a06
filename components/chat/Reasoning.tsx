import { ChevronRight } from 'lucide-react';
import { useTexts } from '../ui/i18n';
import { Markdown } from '../ui/markdown/Markdown';

/** What a model thought before it answered: folded, apart from the answer. */
export function Reasoning({ text, isThinking }: { text: string; isThinking: boolean }) {
  const { t } = useTexts();
  return (
    <details data-testid="reasoning" className="group/thought text-[13px] text-muted">
      <summary className="flex cursor-pointer list-none items-center gap-1 rounded-md py-0.5 font-medium hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open/thought:rotate-90" />
        <span className={isThinking ? 'shimmer' : ''}>
          {isThinking ? t('answer.thinking') : t('answer.thought')}
        </span>
      </summary>
      <div className="mt-1 border-l-2 border-line pl-3">
        <Markdown text={text} isStreaming={isThinking} />
      </div>
    </details>
  );
}
