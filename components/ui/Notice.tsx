import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';

interface NoticeProps {
  tone: 'info' | 'warn' | 'danger';
  children: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

const tones = {
  info: 'bg-surface text-text',
  warn: 'bg-warn-soft text-text [&_svg]:text-warn',
  danger: 'bg-danger-soft text-text [&_.notice-icon]:text-danger',
};

/** What went wrong or needs a choice, what is kept, and what to do. */
export function Notice({ tone, children, actions }: NoticeProps) {
  const Icon = tone === 'info' ? Info : CircleAlert;
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      data-testid="notice"
      className={`flex gap-2.5 rounded-xl px-3 py-2.5 text-[13px] leading-normal ${tones[tone]}`}
    >
      <Icon aria-hidden className="notice-icon mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {children}
        {actions && <div className="mt-2 flex flex-wrap gap-1.5">{actions}</div>}
      </div>
    </div>
  );
}
