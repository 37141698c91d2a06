import { Pencil, Plus, Sparkles, TextQuote, Trash2 } from 'lucide-react';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';

interface NodeActionsProps {
  /** Not the root. */
  canRemove: boolean;
  /** Asks the model for more below the node; absent where there is nobody to ask, or nothing to read. */
  onExpand: (() => void) | undefined;
  /** Leads to its passage; absent where it names none. */
  onPassage: (() => void) | undefined;
  onEdit: (action: 'rename' | 'add' | 'remove') => void;
}

/** What can be done with the selected node. */
export function NodeActions({ canRemove, onExpand, onPassage, onEdit }: NodeActionsProps) {
  const { t } = useTexts();
  return (
    <div
      role="toolbar"
      aria-label={t('map.title')}
      className="flex items-center gap-0.5 rounded-xl border border-line bg-page p-1 shadow-raised"
    >
      {onExpand && (
        <Button
          look="quiet"
          className="text-accent!"
          data-testid="map-expand"
          icon={<Sparkles aria-hidden className="size-4" />}
          onClick={onExpand}
        >
          {t('map.expand')}
        </Button>
      )}
      {onPassage && (
        <Button
          look="quiet"
          data-testid="map-passage"
          icon={<TextQuote aria-hidden className="size-4" />}
          iconLabel={t('map.passage')}
          onClick={onPassage}
        />
      )}
      <Button
        look="quiet"
        data-testid="map-add"
        icon={<Plus aria-hidden className="size-4" />}
        iconLabel={t('map.add')}
        onClick={() => onEdit('add')}
      />
      <Button
        look="quiet"
        data-testid="map-rename"
        icon={<Pencil aria-hidden className="size-4" />}
        iconLabel={t('map.rename')}
        onClick={() => onEdit('rename')}
      />
      {canRemove && (
        <Button
          look="quiet"
          data-testid="map-remove"
          icon={<Trash2 aria-hidden className="size-4" />}
          iconLabel={t('map.remove')}
          onClick={() => onEdit('remove')}
        />
      )}
    </div>
  );
}
