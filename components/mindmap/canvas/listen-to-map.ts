import type { MindElixirInstance, Topic } from 'mind-elixir';
import { type KeyActions, pressKey } from './map-keys';

interface MapListeners extends KeyActions {
  onMark: (id: string, index: number) => void;
  onSelect: (id: string | undefined) => void;
  onOperation: () => void;
  /** A node was folded or unfolded. */
  onToggle: (id: string) => void;
  /** A hand is laid on the map, or turns the wheel over it. */
  onTouch: () => void;
  /** The user has moved the map. */
  onHold: () => void;
}

/** Hears what a user does with a map. @param signal ends it. */
export function listenToMap(
  host: HTMLElement,
  mind: MindElixirInstance,
  listeners: MapListeners,
  signal: AbortSignal,
): void {
  const { container, bus } = mind;
  const early = { capture: true, signal };
  host.addEventListener('wheel', listeners.onTouch, { ...early, passive: true });
  host.addEventListener(
    'pointerdown',
    (event) => {
      listeners.onTouch();
      const target = event.target as HTMLElement;
      // A button of ours: the canvas would begin to move the map.
      if (target.closest('.map-marks')) event.stopPropagation();
      // While it may edit, the canvas takes a drag over the background for a selection.
      mind.editable = listeners.canEdit() && target.tagName === 'ME-TPC';
    },
    early,
  );
  host.addEventListener(
    'keydown',
    (event) => {
      const target = event.target as HTMLElement;
      if (target.isContentEditable || target.closest('button')) return;
      event.stopPropagation();
      if (pressKey(mind, event, listeners)) event.preventDefault();
    },
    early,
  );
  host.addEventListener(
    'click',
    (event) => {
      const mark = (event.target as HTMLElement).closest<HTMLElement>('.map-marks button');
      const topic = mark?.closest<Topic>('me-tpc');
      if (mark && topic) listeners.onMark(topic.nodeObj.id, Number(mark.dataset.index));
    },
    { signal },
  );
  bus.addListener('move', listeners.onHold);
  bus.addListener('expandNode', ({ id }) => listeners.onToggle(id));
  bus.addListener('operation', ({ name }) => {
    if (name !== 'beginEdit') listeners.onOperation();
  });
  const tellSelected = () => {
    const topic = mind.currentNode;
    if (topic) container.setAttribute('aria-activedescendant', topic.id);
    else container.removeAttribute('aria-activedescendant');
    listeners.onSelect(topic?.nodeObj.id);
  };
  bus.addListener('selectNodes', tellSelected);
  bus.addListener('unselectNodes', tellSelected);
}
