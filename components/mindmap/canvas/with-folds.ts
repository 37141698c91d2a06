import type { MindElixirInstance } from 'mind-elixir';
import { indexOf, type NodeData } from './node-data';

/**
 * Undoes or redoes an edit. The library's history holds each state with its folds; what is folded away by now is no part of an edit.
 * @param known the nodes as they are shown, by id.
 */
export function withFolds(
  mind: MindElixirInstance,
  known: ReadonlyMap<string, NodeData>,
  act: () => void,
): void {
  const refresh = mind.refresh.bind(mind);
  mind.refresh = (data) => {
    for (const node of data ? indexOf(data.nodeData as NodeData).values() : []) {
      const shown = known.get(node.id);
      if (shown) node.expanded = shown.expanded;
    }
    refresh(data);
  };
  act();
  mind.refresh = refresh;
}
