import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface DisclosureProps {
  label: ReactNode;
  children: ReactNode;
  'data-testid'?: string;
}

/** Something folded away, and not even drawn, until it is asked for. */
export function Disclosure({ label, children, ...rest }: DisclosureProps) {
  const [hasOpened, setHasOpened] = useState(false);
  return (
    <details className="text-[13px]" onToggle={() => setHasOpened(true)} {...rest}>
      <summary className="flex w-fit cursor-pointer list-none items-center gap-1 rounded-md py-0.5 font-medium text-muted hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform [[open]>summary>&]:rotate-90" />
        {label}
      </summary>
      {hasOpened && children}
    </details>
  );
}
