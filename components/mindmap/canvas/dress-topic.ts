import type { Topic } from 'mind-elixir';
import type { NodeData } from './node-data';

/** A passage of a node, as a small button behind its label. */
export interface MapMark {
  text: string;
  /** See CitationState. */
  state: string;
  label: string;
}

/** Marks by the id of their node. */
export type MapMarks = ReadonlyMap<string, readonly MapMark[]>;

export const isSameMarks = (one: readonly MapMark[] = [], other: readonly MapMark[] = []): boolean =>
  one.length === other.length &&
  one.every(({ text, state, label }, index) => {
    const same = other[index]!;
    return same.text === text && same.state === state && same.label === label;
  });

/** A label that is longer is cut on the map, and shown whole where it is pointed at. */
export const longLabel = 160;

/** Draws a node's passages behind its label. */
export function drawMarks(topic: Topic, marks: MapMarks): void {
  topic.getElementsByClassName('map-marks')[0]?.remove();
  const own = marks.get(topic.nodeObj.id) ?? [];
  if (own.length === 0) return;
  const box = document.createElement('span');
  box.className = 'map-marks';
  // A number does not stand on a line of its own.
  box.append('\u2060');
  for (const [index, { text, state, label }] of own.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'md-mark';
    button.dataset.stateOfCitation = state;
    button.dataset.testid = 'map-citation';
    button.dataset.index = String(index);
    button.title = label;
    button.setAttribute('aria-label', label);
    button.textContent = text;
    box.append(button);
  }
  topic.append(box);
}

/** What a drawn node has beside its label. */
export function dressTopic(topic: Topic, marks: MapMarks, isMatch: boolean): void {
  const data = topic.nodeObj as NodeData;
  const children = data.children?.length ?? 0;
  topic.id = `map-node-${data.id}`;
  topic.setAttribute('role', 'treeitem');
  if (children > 0) topic.setAttribute('aria-expanded', String(data.expanded !== false));
  else topic.removeAttribute('aria-expanded');
  const folder = topic.nextElementSibling as HTMLElement | null;
  if (folder) folder.dataset.count = String(children);
  const title = [data.topic.length > longLabel ? data.topic : '', data.metadata?.note].filter(Boolean);
  if (title.length > 0) topic.title = title.join('\n\n');
  else topic.removeAttribute('title');
  topic.toggleAttribute('data-match', isMatch);
  drawMarks(topic, marks);
}
