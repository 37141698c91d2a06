import { Search } from 'lucide-react';
import type { RefObject } from 'react';

interface SearchFieldProps {
  ref?: RefObject<HTMLInputElement | null>;
  value: string;
  /** What is searched; also its name for those who listen. */
  label: string;
  className?: string;
  'data-testid': string;
  onChange: (value: string) => void;
}

/** A field over a list that is searched. */
export function SearchField({ ref, value, label, className = '', onChange, ...rest }: SearchFieldProps) {
  return (
    <label
      className={`flex min-w-0 items-center gap-2 rounded-lg border border-line px-2.5 focus-within:border-accent ${className}`}
    >
      <Search aria-hidden className="size-3.5 shrink-0 text-muted" />
      <input
        ref={ref}
        value={value}
        placeholder={label}
        aria-label={label}
        className="min-w-0 flex-1 bg-transparent py-1.5 text-[13px] outline-none placeholder:text-muted"
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
    </label>
  );
}
