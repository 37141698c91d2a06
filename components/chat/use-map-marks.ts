import { useMemo } from 'react';
import {
  type MapCitation,
  type MapNode,
  nodesOf,
  type PlainNode,
  toPlain,
} from '../../utils/mindmap/map-node';
import type { Source } from '../../utils/sources/source';
import type { MapMark, MapMarks } from '../mindmap/canvas/dress-topic';
import { useTexts } from '../ui/i18n';
import type { CheckedCitation } from './check-citations';
import { sayFootnote, sayState, stateOf } from './citation-states';
import { useChecked } from './use-citations';

/** Before the number, so that no state is told by its colour alone. */
const signs = { checking: '', verified: '', close: '≈', missing: '?', unchecked: '' } as const;

/**
 * The passages of a map's nodes, looked up in their sources, and how they look on the map.
 * @param joined the sources in the order in which they joined: the first has number 1.
 */
export function useMapMarks(root: MapNode, joined: readonly (Source | undefined)[]) {
  const { t } = useTexts();
  // In the order of the nodes.
  const written = useMemo(
    () => [...nodesOf(root)].flatMap(({ citations }) => citations.map((one) => ({ ...one, raw: '' }))),
    [root],
  );
  const citations = useChecked(written, joined);
  return useMemo(() => {
    const byNode = new Map<string, CheckedCitation[]>();
    const marks = new Map<string, MapMark[]>();
    let at = 0;
    for (const node of nodesOf(root)) {
      if (node.citations.length === 0) continue;
      const own = citations.slice(at, at + node.citations.length);
      at += node.citations.length;
      byNode.set(node.id, own);
      marks.set(
        node.id,
        own.map((citation) => {
          const state = stateOf(citation);
          const said = t(sayState(citation), {
            number: citation.number,
            percent: Math.floor((citation.report?.score ?? 0) * 100),
          });
          const words = citation.report?.quote || citation.quote;
          return {
            text: `${signs[state]}${citation.label}`,
            state,
            label: words ? `“${words}”\n${said}` : said,
          };
        }),
      );
    }
    const keyOf = ({ number, quote }: MapCitation) => `${number} ${quote}`;
    const checked = new Map(citations.map((citation) => [keyOf(citation), citation]));
    return {
      marks: marks as MapMarks,
      byNode: byNode as ReadonlyMap<string, readonly CheckedCitation[]>,
      /** The map as files take it: its passages as words, with a warning where they do not stand in the source. */
      toPlain: (): PlainNode =>
        toPlain(root, (citation) => {
          const known = checked.get(keyOf(citation));
          return known ? sayFootnote(known, t) : `“${citation.quote}”`;
        }),
    };
  }, [root, citations, t]);
}
