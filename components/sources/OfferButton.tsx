import type { LucideIcon } from 'lucide-react';

export const offerLook =
  'flex items-center gap-2 rounded-xl border border-dashed border-line px-2.5 py-1.5 text-left text-[13px] text-muted';

interface OfferButtonProps {
  Icon: LucideIcon;
  label: string;
  'data-testid': string;
  onClick: () => void;
}

/** Something that is not among the sources, and may join them at a click. */
export function OfferButton({ Icon, label, ...rest }: OfferButtonProps) {
  return (
    <button
      type="button"
      title={label}
      className={`${offerLook} hover:border-accent hover:text-text`}
      {...rest}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="truncate">{label}</span>
    </button>
  );
}
