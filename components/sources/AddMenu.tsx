import { AppWindow, AtSign, Link2, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

interface AddMenuProps {
  onAllTabs: () => void;
  onChooseTabs: () => void;
  /** Absent while no source with links is there. */
  onLinks: (() => void) | undefined;
}

function Item({
  icon,
  label,
  hint,
  testId,
  onSelect,
}: {
  icon: ReactNode;
  label: string;
  hint: string;
  testId: string;
  onSelect: () => void;
}) {
  return (
    <DropdownMenu.Item
      data-testid={testId}
      className="flex cursor-pointer items-start gap-2.5 rounded-lg px-2 py-1.5 outline-none data-highlighted:bg-surface"
      onSelect={onSelect}
    >
      <span className="mt-0.5 text-muted">{icon}</span>
      <span className="min-w-0">
        <span className="block text-[13px] font-medium">{label}</span>
        <span className="block text-xs text-muted">{hint}</span>
      </span>
    </DropdownMenu.Item>
  );
}

/** Everything that can join the context, in one place. */
export function AddMenu({ onAllTabs, onChooseTabs, onLinks }: AddMenuProps) {
  const { t } = useTexts();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          data-testid="add-menu"
          className="-ml-1.5 size-7!"
          icon={<Plus aria-hidden className="size-4" />}
          iconLabel={t('add.label')}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={12}
          className="z-30 w-[min(300px,calc(100vw-24px))] rounded-xl border border-line bg-page p-1 shadow-raised"
        >
          <Item
            testId="add-all-tabs"
            icon={<AppWindow aria-hidden className="size-4" />}
            label={t('add.allTabs')}
            hint={t('add.allTabsHint')}
            onSelect={onAllTabs}
          />
          <Item
            testId="add-tabs-menu"
            icon={<AtSign aria-hidden className="size-4" />}
            label={t('add.tabs')}
            hint={t('add.tabsHint')}
            onSelect={onChooseTabs}
          />
          {onLinks && (
            <Item
              testId="add-links"
              icon={<Link2 aria-hidden className="size-4" />}
              label={t('add.links')}
              hint={t('add.linksHint')}
              onSelect={onLinks}
            />
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
