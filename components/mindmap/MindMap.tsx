import { type RefObject, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import { isSameMap, type MapNode } from '../../utils/mindmap/map-node';
import { useTexts } from '../ui/i18n';
import type { MapMarks } from './canvas/dress-topic';
import type { MapCanvas } from './canvas/map-canvas';
import { openCanvas } from './open-canvas';

interface MindMapProps {
  root: MapNode;
  /** The map is still being written: nodes are added to it. */
  isGrowing: boolean;
  marks: MapMarks;
  canEdit: boolean;
  /** In little room: narrower, and the wheel is the page's. */
  isCompact: boolean;
  /** Deeper nodes are folded away at first. */
  shownDepth: number;
  ref?: RefObject<MapCanvas | null>;
  onChange: (root: MapNode) => void;
  onSelect?: (id: string | undefined) => void;
  onMark: (id: string, index: number) => void;
  onHeight?: (height: number) => void;
}

/** A mind map that can be moved, scaled, folded and edited. */
export function MindMap({
  root,
  isGrowing,
  marks,
  canEdit,
  isCompact,
  shownDepth,
  ref,
  onChange,
  onSelect,
  onMark,
  onHeight,
}: MindMapProps) {
  const { t } = useTexts();
  const host = useRef<HTMLDivElement>(null);
  const [canvas, setCanvas] = useState<MapCanvas>();
  /** What the canvas shows, and edits of it that have not come back as a root yet: none of these is drawn anew. */
  const shown = useRef<MapNode>(undefined);
  const told = useRef<MapNode[]>([]);
  const hasGrown = useRef(false);
  useImperativeHandle<MapCanvas | null, MapCanvas | null>(ref, () => canvas ?? null, [canvas]);

  const tellChange = useEffectEvent((next: MapNode) => {
    told.current.push(next);
    onChange(next);
  });
  const tellSelect = useEffectEvent((id: string | undefined) => onSelect?.(id));
  const tellMark = useEffectEvent((id: string, index: number) => onMark(id, index));
  const tellHeight = useEffectEvent((height: number) => onHeight?.(height));
  const open = useEffectEvent((element: HTMLDivElement) =>
    openCanvas(element, {
      label: t('map.title'),
      newNodeLabel: t('map.newNode'),
      takesWheel: !isCompact,
      shownDepth,
      onChange: (next) => tellChange(next),
      onSelect: (id) => tellSelect(id),
      onMark: (id, index) => tellMark(id, index),
      onHeight: (height) => tellHeight(height),
    }),
  );
  useEffect(() => {
    let opened: MapCanvas | undefined;
    let isGone = false;
    void open(host.current!).then((made) => {
      opened = made;
      if (isGone) made.destroy();
      else setCanvas(made);
    });
    return () => {
      isGone = true;
      opened?.destroy();
    };
  }, []);

  // Before what they stand on is drawn, so that it is drawn once.
  useEffect(() => canvas?.setMarks(marks), [canvas, marks]);
  useEffect(() => {
    if (!canvas) return;
    if (isGrowing) {
      hasGrown.current = true;
      canvas.grow(root);
    } else if (hasGrown.current) {
      hasGrown.current = false;
      canvas.grow(root);
      canvas.endGrowth(root);
    } else if (shown.current !== root) {
      const at = told.current.findIndex((edited) => isSameMap(edited, root));
      told.current.splice(0, at + 1);
      if (at < 0) canvas.show(root);
    }
    shown.current = root;
  }, [canvas, root, isGrowing]);
  useEffect(() => canvas?.setEditable(canEdit && !isGrowing), [canvas, canEdit, isGrowing]);

  return (
    <div
      ref={host}
      className="size-full"
      data-testid="mind-map"
      {...(isCompact ? { 'data-compact': '' } : {})}
    />
  );
}
