import type { ComponentProps, ReactNode } from 'react';

type Look = 'primary' | 'quiet' | 'outline' | 'danger';

const looks: Record<Look, string> = {
  primary:
    'bg-accent text-on-accent hover:brightness-110 disabled:bg-surface-2 disabled:text-muted disabled:brightness-100',
  outline: 'border border-line bg-page text-text hover:bg-surface disabled:text-muted',
  quiet: 'text-muted hover:bg-surface-2 hover:text-text disabled:opacity-50',
  danger: 'text-danger hover:bg-danger-soft',
};

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  icon?: ReactNode;
  /** Set for a button that shows its icon only: the name for screen readers, also its tooltip. */
  iconLabel?: string;
}

/** The product's one button. */
export function Button({
  look = 'outline',
  icon,
  iconLabel,
  className = '',
  children,
  ...rest
}: ButtonProps) {
  const shape = iconLabel ? 'size-8 justify-center' : 'min-h-8 px-3 py-1';
  return (
    <button
      type="button"
      aria-label={iconLabel}
      title={iconLabel}
      className={`inline-flex shrink-0 items-center gap-1.5 rounded-lg text-[13px] font-medium transition-colors duration-150 ${shape} ${looks[look]} ${className}`}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
