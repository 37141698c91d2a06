import { Copy, Ellipsis, FileImage, FileJson, Pencil, Trash2, UserPlus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Character } from '../../utils/storage/database';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { MenuItem } from '../ui/MenuItem';
import { Portrait } from './Portrait';

export interface CharacterActions {
  onStart: (character: Character) => void;
  onEdit: (character: Character) => void;
  onDuplicate: (character: Character) => void;
  onExport: (character: Character, format: 'json' | 'png') => void;
  onDelete: (character: Character) => void;
  /** Brings it to the table of the chat that is shown; absent where that is not in character. */
  onJoin: ((character: Character) => void) | undefined;
}

/** One character of the library: a click begins a chat, the menu has the rest. */
export function CharacterRow({
  character,
  summary,
  ...actions
}: { character: Character; summary: string } & CharacterActions) {
  const { t } = useTexts();
  const { name } = character;
  return (
    <li data-testid="character" className="flex items-center gap-1 rounded-lg hover:bg-surface">
      <button
        type="button"
        data-testid="start-role-play"
        title={t('characters.start', { name })}
        className="flex min-w-0 flex-1 items-center gap-2.5 rounded-lg px-1.5 py-1.5 text-left"
        onClick={() => actions.onStart(character)}
      >
        <Portrait name={name} picture={character.portrait} className="size-10" />
        <span className="min-w-0">
          <span className="block truncate text-[13px] font-medium">{name}</span>
          <span className="block truncate text-xs text-muted">{summary}</span>
        </span>
      </button>
      <Button
        look="quiet"
        data-testid="edit-character"
        icon={<Pencil aria-hidden className="size-4" />}
        iconLabel={t('characters.editNamed', { name })}
        onClick={() => actions.onEdit(character)}
      />
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button
            look="quiet"
            data-testid="character-menu"
            icon={<Ellipsis aria-hidden className="size-4" />}
            iconLabel={t('characters.more', { name })}
          />
        </DropdownMenu.Trigger>
        <MenuCard align="end">
          {actions.onJoin && (
            <MenuItem
              icon={<UserPlus aria-hidden className="size-4" />}
              label={t('characters.join')}
              data-testid="join-chat"
              onSelect={() => actions.onJoin?.(character)}
            />
          )}
          <MenuItem
            icon={<FileImage aria-hidden className="size-4" />}
            label={t('characters.exportPng')}
            data-testid="export-png"
            onSelect={() => actions.onExport(character, 'png')}
          />
          <MenuItem
            icon={<FileJson aria-hidden className="size-4" />}
            label={t('characters.exportJson')}
            data-testid="export-json"
            onSelect={() => actions.onExport(character, 'json')}
          />
          <MenuItem
            icon={<Copy aria-hidden className="size-4" />}
            label={t('characters.duplicate')}
            data-testid="duplicate-character"
            onSelect={() => actions.onDuplicate(character)}
          />
          <MenuItem
            icon={<Trash2 aria-hidden className="size-4" />}
            label={t('settings.delete')}
            data-testid="delete-character"
            onSelect={() => actions.onDelete(character)}
          />
        </MenuCard>
      </DropdownMenu.Root>
    </li>
  );
}
