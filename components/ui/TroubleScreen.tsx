import { DatabaseZap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TextId } from './i18n';
import { useTexts } from './i18n';

export type Trouble = 'newer' | 'outdated' | 'blocked' | 'failed' | 'drawing';

const texts: Record<Trouble, { title: TextId; text: TextId }> = {
  newer: { title: 'trouble.newer', text: 'trouble.newerText' },
  outdated: { title: 'trouble.outdated', text: 'trouble.outdatedText' },
  blocked: { title: 'trouble.blocked', text: 'trouble.blockedText' },
  failed: { title: 'trouble.failed', text: 'trouble.failedText' },
  drawing: { title: 'trouble.drawing', text: 'trouble.drawingText' },
};

interface TroubleScreenProps {
  trouble: Trouble;
  /** What the browser said, in its own words. */
  said?: string | undefined;
  /** Buttons. */
  actions: ReactNode;
}

/** In the place of a whole page: why it cannot be shown, that nothing is lost, and what to do. */
export function TroubleScreen({ trouble, said, actions }: TroubleScreenProps) {
  const { t } = useTexts();
  const { title, text } = texts[trouble];
  return (
    <main
      role="alert"
      data-testid="trouble"
      data-trouble={trouble}
      className="mx-auto flex min-h-screen max-w-sm flex-col items-center justify-center gap-3 px-6 py-10 text-center"
    >
      <DatabaseZap aria-hidden className="size-8 text-muted" strokeWidth={1.5} />
      <h1 className="text-[15px] font-semibold text-balance">{t(title)}</h1>
      <p className="text-[13px] leading-normal text-pretty text-muted">{t(text)}</p>
      {said && (
        <p className="rounded-lg bg-surface px-3 py-1.5 font-mono text-xs [overflow-wrap:anywhere] text-muted">
          {said}
        </p>
      )}
      <div className="flex flex-wrap justify-center gap-1.5 pt-1">{actions}</div>
    </main>
  );
}
