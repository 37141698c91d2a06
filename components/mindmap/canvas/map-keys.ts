import type { MindElixirInstance, NodeObj, Topic } from 'mind-elixir';

/** What keys do to a map. */
export interface KeyActions {
  toggle: (topic: Topic) => void;
  select: (id: string) => void;
  zoom: (factor: number) => void;
  fit: () => void;
  undo: () => void;
  redo: () => void;
  canEdit: () => boolean;
}

const depthOf = (data: NodeObj): number => {
  let depth = 0;
  for (let at = data.parent; at; at = at.parent) depth++;
  return depth;
};

/** The node that is shown before or after another one in its column. */
function besideInColumn(root: NodeObj, data: NodeObj, step: 1 | -1): NodeObj | undefined {
  const column: NodeObj[] = [];
  const collect = (at: NodeObj, levels: number) => {
    if (levels === 0) column.push(at);
    else if (at.expanded !== false) for (const child of at.children ?? []) collect(child, levels - 1);
  };
  collect(root, depthOf(data));
  return column[column.indexOf(data) + step];
}

/** @returns whether the key means something here. */
export function pressKey(mind: MindElixirInstance, event: KeyboardEvent, actions: KeyActions): boolean {
  const { key, altKey, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  const topic = mind.currentNode ?? undefined;
  const data = topic?.nodeObj;
  const go = (next: NodeObj | undefined) => next && actions.select(next.id);
  const moves: Record<string, () => void> = {
    '+': () => actions.zoom(1.2),
    '=': () => actions.zoom(1.2),
    '-': () => actions.zoom(1 / 1.2),
    '0': actions.fit,
    ArrowUp: () => go(data && besideInColumn(mind.nodeData, data, -1)),
    ArrowDown: () => go(data ? besideInColumn(mind.nodeData, data, 1) : mind.nodeData),
    ArrowLeft: () => go(data?.parent),
    ArrowRight: () => {
      if (topic?.nodeObj.expanded === false) actions.toggle(topic);
      else go(data ? data.children?.[0] : mind.nodeData);
    },
    ' ': () => topic?.nodeObj.children?.length && actions.toggle(topic),
  };
  const edits: Record<string, () => unknown> = {
    Enter: () =>
      topic?.nodeObj.parent ? mind.insertSibling(shiftKey ? 'before' : 'after') : mind.addChild(),
    Tab: () => mind.addChild(),
    F2: () => mind.beginEdit(),
    Delete: () => topic?.nodeObj.parent && mind.removeNodes(mind.currentNodes),
    Backspace: () => topic?.nodeObj.parent && mind.removeNodes(mind.currentNodes),
  };
  if (isCommand) {
    const isUndo = key.toLowerCase() === 'z';
    if (!(isUndo || key.toLowerCase() === 'y') || !actions.canEdit()) return false;
    if (isUndo && !shiftKey) actions.undo();
    else actions.redo();
    return true;
  }
  if (altKey) {
    if (!topic || !actions.canEdit() || !/^Arrow(?:Up|Down)$/.test(key)) return false;
    void (key === 'ArrowUp' ? mind.moveUpNode() : mind.moveDownNode());
    return true;
  }
  const edit = topic && actions.canEdit() ? edits[key] : undefined;
  const act = edit ?? moves[key];
  act?.();
  return act !== undefined;
}
