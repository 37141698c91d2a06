import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface PopoverCardProps {
  children: ReactNode;
  side?: 'top' | 'bottom';
  align?: 'start' | 'end';
  /** Beside the look that all of them share: padding, a width other than the widest, a height. */
  className: string;
  'data-testid'?: string;
}

/** What opens beside a control, inside of a `Popover.Root`: over everything, and never wider than the panel. */
export function PopoverCard({
  children,
  side = 'top',
  align = 'start',
  className,
  ...rest
}: PopoverCardProps) {
  return (
    <Popover.Portal>
      <Popover.Content
        side={side}
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className={`z-20 w-[min(340px,calc(100vw-24px))] rounded-xl border border-line bg-page text-[13px] shadow-raised ${className}`}
        {...rest}
      >
        {children}
      </Popover.Content>
    </Popover.Portal>
  );
}
