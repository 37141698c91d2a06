import { ChevronDown } from 'lucide-react';
import type { SelectHTMLAttributes } from 'react';

/** The browser's own list, reached by every keyboard and screen reader, in the product's clothes. */
export function Select({ className = '', ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <span className="relative block">
      <select className={`${className} appearance-none pr-9`} {...rest} />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
