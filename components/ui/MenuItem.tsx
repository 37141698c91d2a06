import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuItemProps {
  icon: ReactNode;
  label: string;
  /** A line below: what it does. */
  hint?: string;
  'data-testid': string;
  onSelect: () => void;
}

/** One line of a `DropdownMenu.Content`. */
export function MenuItem({ icon, label, hint, ...rest }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className="flex cursor-pointer items-start gap-2.5 rounded-lg px-2 py-1.5 outline-none data-highlighted:bg-surface"
      {...rest}
    >
      <span className="mt-0.5 text-muted">{icon}</span>
      <span className="min-w-0 text-[13px]">
        <span className={hint ? 'block font-medium' : 'block'}>{label}</span>
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </DropdownMenu.Item>
  );
}
