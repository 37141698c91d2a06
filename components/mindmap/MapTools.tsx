import { FoldVertical, Maximize, Minus, Plus, Redo2, Undo2, UnfoldVertical } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from '../ui/Button';
import { type TextId, useTexts } from '../ui/i18n';
import type { MapCanvas } from './canvas/map-canvas';

const tools: { id: string; label: TextId; Icon: typeof Plus; act: (canvas: MapCanvas) => void }[] = [
  { id: 'map-undo', label: 'map.undo', Icon: Undo2, act: (canvas) => canvas.undo() },
  { id: 'map-redo', label: 'map.redo', Icon: Redo2, act: (canvas) => canvas.redo() },
  { id: 'map-fold', label: 'map.fold', Icon: FoldVertical, act: (canvas) => canvas.foldTo(1) },
  {
    id: 'map-unfold',
    label: 'map.unfold',
    Icon: UnfoldVertical,
    act: (canvas) => canvas.foldTo(Number.POSITIVE_INFINITY),
  },
  { id: 'map-zoom-out', label: 'map.zoomOut', Icon: Minus, act: (canvas) => canvas.zoom(1 / 1.25) },
  { id: 'map-zoom-in', label: 'map.zoomIn', Icon: Plus, act: (canvas) => canvas.zoom(1.25) },
  { id: 'map-fit', label: 'map.fit', Icon: Maximize, act: (canvas) => canvas.fit() },
];

/** What can be done with a whole map. @param canEdit whether undoing is offered. */
export function MapTools({ canvas, canEdit }: { canvas: RefObject<MapCanvas | null>; canEdit: boolean }) {
  const { t } = useTexts();
  return (
    <div className="flex items-center gap-0.5">
      {tools
        .filter(({ id }) => canEdit || !/undo|redo/.test(id))
        .map(({ id, label, Icon, act }) => (
          <Button
            key={id}
            look="quiet"
            // Fingers and the wheel do that, too.
            className={id.startsWith('map-zoom') ? 'max-sm:hidden' : ''}
            data-testid={id}
            icon={<Icon aria-hidden className="size-4" />}
            iconLabel={t(label)}
            onClick={() => canvas.current && act(canvas.current)}
          />
        ))}
    </div>
  );
}
