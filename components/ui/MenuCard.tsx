import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuCardProps {
  side?: 'top' | 'bottom';
  align: 'start' | 'end';
  /** `narrow`: items of a word or two; `wide`: items that say what they do. */
  size?: 'narrow' | 'wide';
  children: ReactNode;
}

const widths = { narrow: 'w-52', wide: 'w-[min(300px,calc(100vw-24px))]' };

/** The card of a `DropdownMenu.Root`, above all else; its lines are `MenuItem`s. */
export function MenuCard({ side = 'bottom', align, size = 'narrow', children }: MenuCardProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        side={side}
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className={`thin-scroll z-50 max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto rounded-xl border border-line bg-page p-1 shadow-raised ${widths[size]}`}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}
