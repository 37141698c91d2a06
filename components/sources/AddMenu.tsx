import { AppWindow, AtSign, FilePlus2, FolderOpen, Link2, Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type RefObject, useRef } from 'react';
import type { FileToAttach } from '../../utils/chat/attach-files';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { MenuItem } from '../ui/MenuItem';
import { gatherPicked } from './gather-files';

interface AddMenuProps {
  onAllTabs: () => void;
  onChooseTabs: () => void;
  onFiles: (files: readonly FileToAttach[]) => void;
  /** Absent while no source with links is there. */
  onLinks: (() => void) | undefined;
}

/** The browser's own picker, without its button. */
function FileInput({
  ref,
  testId,
  isFolder = false,
  onFiles,
}: {
  ref: RefObject<HTMLInputElement | null>;
  testId: string;
  isFolder?: boolean;
  onFiles: AddMenuProps['onFiles'];
}) {
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      {...(isFolder ? { webkitdirectory: '' } : {})}
      data-testid={testId}
      onChange={({ currentTarget }) => {
        onFiles(gatherPicked(currentTarget.files ?? []));
        // The same file can be picked again.
        currentTarget.value = '';
      }}
    />
  );
}

/** Everything that can join the context, in one place. */
export function AddMenu({ onAllTabs, onChooseTabs, onFiles, onLinks }: AddMenuProps) {
  const { t } = useTexts();
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  return (
    <DropdownMenu.Root>
      <FileInput ref={fileInput} testId="file-input" onFiles={onFiles} />
      <FileInput ref={folderInput} testId="folder-input" isFolder onFiles={onFiles} />
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          data-testid="add-menu"
          className="-ml-1.5 size-7!"
          icon={<Plus aria-hidden className="size-4" />}
          iconLabel={t('add.label')}
        />
      </DropdownMenu.Trigger>
      <MenuCard align="start" side="top" size="wide">
        <MenuItem
          data-testid="add-all-tabs"
          icon={<AppWindow aria-hidden className="size-4" />}
          label={t('add.allTabs')}
          hint={t('add.allTabsHint')}
          onSelect={onAllTabs}
        />
        <MenuItem
          data-testid="add-tabs-menu"
          icon={<AtSign aria-hidden className="size-4" />}
          label={t('add.tabs')}
          hint={t('add.tabsHint')}
          onSelect={onChooseTabs}
        />
        <MenuItem
          data-testid="add-files"
          icon={<FilePlus2 aria-hidden className="size-4" />}
          label={t('add.files')}
          hint={t('add.filesHint')}
          onSelect={() => fileInput.current?.click()}
        />
        <MenuItem
          data-testid="add-folder"
          icon={<FolderOpen aria-hidden className="size-4" />}
          label={t('add.folder')}
          hint={t('add.folderHint')}
          onSelect={() => folderInput.current?.click()}
        />
        {onLinks && (
          <MenuItem
            data-testid="add-links"
            icon={<Link2 aria-hidden className="size-4" />}
            label={t('add.links')}
            hint={t('add.linksHint')}
            onSelect={onLinks}
          />
        )}
      </MenuCard>
    </DropdownMenu.Root>
  );
}
