import {
  Braces,
  Check,
  Copy,
  Ellipsis,
  FileImage,
  FileText,
  ListTree,
  Network,
  RotateCcw,
  Upload,
  Waypoints,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef, useState } from 'react';
import type { MapNode, PlainNode } from '../../utils/mindmap/map-node';
import { toOutline } from '../../utils/mindmap/to-outline';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { MenuCard } from '../ui/MenuCard';
import { MenuItem } from '../ui/MenuItem';
import { exportMap, type MapFormat } from './export-map';
import { importMap } from './import-map';

interface MapMenuProps {
  /** The map as files take it, asked for when it is needed. */
  toPlain: () => PlainNode;
  /** Set where it was edited: takes that back. */
  onRestore: (() => void) | undefined;
  onImport: (root: MapNode) => void;
  /** A file or a picture could not be made or read. */
  onFailure: (fileName: string) => void;
}

const formats: { format: MapFormat; label: string; Icon: typeof FileText }[] = [
  { format: 'md', label: 'Markdown', Icon: FileText },
  { format: 'opml', label: 'OPML', Icon: ListTree },
  { format: 'xmind', label: 'XMind', Icon: Network },
  { format: 'mm', label: 'FreeMind', Icon: Waypoints },
  { format: 'svg', label: 'SVG', Icon: Braces },
  { format: 'png', label: 'PNG', Icon: FileImage },
];

/** What a map can be taken along as, and what maps can come from. */
export function MapMenu({ toPlain, onRestore, onImport, onFailure }: MapMenuProps) {
  const { t } = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(toOutline(toPlain()));
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 1500);
  };
  const read = (file: File | undefined) => {
    if (file) importMap(file).then(onImport, () => onFailure(file.name));
  };
  const save = (format: MapFormat) => {
    const plain = toPlain();
    exportMap(plain, format).catch(() => onFailure(`${plain.label}.${format}`));
  };
  const Icon = isCopied ? Check : Ellipsis;
  return (
    <DropdownMenu.Root>
      <input
        ref={input}
        type="file"
        hidden
        accept=".md,.markdown,.txt,.opml,.xml"
        data-testid="map-import-input"
        onChange={({ currentTarget }) => {
          read(currentTarget.files?.[0]);
          // The same file can be picked again.
          currentTarget.value = '';
        }}
      />
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          data-testid="map-menu"
          icon={<Icon aria-hidden className="size-4" />}
          iconLabel={isCopied ? t('action.copied') : t('map.menu')}
        />
      </DropdownMenu.Trigger>
      <MenuCard align="end">
        <MenuItem
          icon={<Copy aria-hidden className="size-4" />}
          label={t('map.copy')}
          data-testid="map-copy"
          onSelect={() => void copy()}
        />
        <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
        {formats.map(({ format, label, Icon: FormatIcon }) => (
          <MenuItem
            key={format}
            icon={<FormatIcon aria-hidden className="size-4" />}
            label={label}
            data-testid={`map-export-${format}`}
            onSelect={() => save(format)}
          />
        ))}
        <DropdownMenu.Separator className="mx-2 my-1 h-px bg-line" />
        <MenuItem
          icon={<Upload aria-hidden className="size-4" />}
          label={t('map.import')}
          data-testid="map-import"
          onSelect={() => input.current?.click()}
        />
        {onRestore && (
          <MenuItem
            icon={<RotateCcw aria-hidden className="size-4" />}
            label={t('map.restore')}
            data-testid="map-restore"
            onSelect={onRestore}
          />
        )}
      </MenuCard>
    </DropdownMenu.Root>
  );
}
