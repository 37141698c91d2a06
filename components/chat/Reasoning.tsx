import { Disclosure } from '../ui/Disclosure';
import { useTexts } from '../ui/i18n';
import { CitedText } from './CitedMarkdown';

/** What a model thought before it answered: folded, apart from the answer. */
export function Reasoning({ text, isThinking }: { text: string; isThinking: boolean }) {
  const { t } = useTexts();
  const label = (
    <span className={isThinking ? 'shimmer' : ''}>
      {t(isThinking ? 'answer.thinking' : 'answer.thought')}
    </span>
  );
  return (
    <Disclosure data-testid="reasoning" label={label}>
      <div className="mt-1 border-l-2 border-line pl-3 text-muted">
        <CitedText text={text} isStreaming={isThinking} />
      </div>
    </Disclosure>
  );
}
