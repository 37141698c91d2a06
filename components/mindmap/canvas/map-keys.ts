import type { MindElixirInstance, Topic } from 'mind-elixir';

/** What keys do to a map. */
export interface KeyActions {
  toggle: (topic: Topic) => void;
  select: (topic: Topic) => void;
  zoom: (factor: number) => void;
  fit: () => void;
  undo: () => void;
  redo: () => void;
  canEdit: () => boolean;
}

const depthOf = ({ nodeObj }: Topic): number => {
  let depth = 0;
  for (let at = nodeObj.parent; at; at = at.parent) depth++;
  return depth;
};

/** The node that is shown before or after another one in its column. */
function besideInColumn(mind: MindElixirInstance, topic: Topic, step: 1 | -1): Topic | undefined {
  const depth = depthOf(topic);
  const column = [...mind.nodes.querySelectorAll<Topic>('me-tpc')].filter((one) => depthOf(one) === depth);
  return column[column.indexOf(topic) + step];
}

const topicOf = (mind: MindElixirInstance, id: string | undefined): Topic | undefined =>
  (id && mind.nodes.querySelector<Topic>(`[data-nodeid="me${CSS.escape(id)}"]`)) || undefined;

/** @returns whether the key means something here. */
export function pressKey(mind: MindElixirInstance, event: KeyboardEvent, actions: KeyActions): boolean {
  const { key, altKey, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  const topic = mind.currentNode ?? undefined;
  const go = (next: Topic | undefined) => next && actions.select(next);
  const moves: Record<string, () => void> = {
    '+': () => actions.zoom(1.2),
    '=': () => actions.zoom(1.2),
    '-': () => actions.zoom(1 / 1.2),
    '0': actions.fit,
    ArrowUp: () => go(topic && besideInColumn(mind, topic, -1)),
    ArrowDown: () => go(topic ? besideInColumn(mind, topic, 1) : topicOf(mind, mind.nodeData.id)),
    ArrowLeft: () => go(topic && topicOf(mind, topic.nodeObj.parent?.id)),
    ArrowRight: () => {
      if (topic?.nodeObj.expanded === false) actions.toggle(topic);
      else go(topicOf(mind, topic ? topic.nodeObj.children?.[0]?.id : mind.nodeData.id));
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
