import { Network } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { openMap } from '../../utils/browser/panel';
import { countNodes, type MapNode, pathTo } from '../../utils/mindmap/map-node';
import type { Source } from '../../utils/sources/source';
import { addMap } from '../../utils/storage/maps';
import type { MapCanvas } from '../mindmap/canvas/map-canvas';
import { MapMenu } from '../mindmap/MapMenu';
import { MapSearch } from '../mindmap/MapSearch';
import { MapTools } from '../mindmap/MapTools';
import { MindMap } from '../mindmap/MindMap';
import { NodeActions } from '../mindmap/NodeActions';
import type { ModelOption } from '../settings/use-models';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { BranchNotice } from './BranchNotice';
import type { CheckedCitation } from './check-citations';
import { useBranch } from './use-branch';
import type { ChatView } from './use-chat';
import { useMapMarks } from './use-map-marks';

interface MapDeskProps {
  root: MapNode;
  isGrowing: boolean;
  /** The sources in the order in which they joined: the first has number 1. */
  joined: readonly (Source | undefined)[];
  /** The chat up to the map; undefined for one from a file. */
  view: ChatView | undefined;
  model: ModelOption | null;
  onShow: (citation: CheckedCitation) => void;
  onChange: (root: MapNode) => void;
  onRestore: (() => void) | undefined;
}

/** Nodes of a map that is shown unfolded at first; larger ones begin with two levels. */
const mostUnfolded = 150;

/** A mind map with all that can be done with it. */
export function MapDesk({ root, isGrowing, joined, view, model, onShow, onChange, onRestore }: MapDeskProps) {
  const { t } = useTexts();
  const canvas = useRef<MapCanvas>(null);
  const [selectedId, setSelectedId] = useState<string>();
  const [failed, setFailed] = useState('');
  const { marks, byNode, toPlain } = useMapMarks(root, joined);
  const { branch, expand, stop, dismiss } = useBranch(view, model, canvas);
  const isExpanding = branch?.state === 'running';
  const count = countNodes(root);
  const [shownDepth] = useState(() => (isGrowing || count <= mostUnfolded ? 99 : 2));
  const selected = selectedId === undefined ? undefined : pathTo(root, selectedId).at(-1);
  const passage = selected && byNode.get(selected.id)?.[0];
  useEffect(() => {
    document.title = t('map.page', { title: root.label });
  }, [root.label, t]);
  return (
    <div className="flex h-full flex-col" data-testid="map-desk" data-nodes={count}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
        <h1 className="min-w-0 flex-1 basis-full truncate sm:basis-40 font-semibold tracking-tight">
          <Network aria-hidden className="mr-2 inline size-4 align-[-0.2em] text-accent" />
          {root.label}
          <span className="ml-2 font-normal text-muted text-xs tabular-nums">
            {t(isGrowing ? 'map.writing' : 'map.count', { count })}
          </span>
        </h1>
        <MapSearch canvas={canvas} />
        <div className="flex items-center gap-0.5">
          <MapTools canvas={canvas} canEdit={!isGrowing && !isExpanding} />
          <MapMenu
            toPlain={toPlain}
            onRestore={onRestore}
            onImport={(imported) => void addMap(imported).then(openMap)}
            onFailure={setFailed}
          />
        </div>
      </header>
      <main className="relative min-h-0 flex-1">
        <MindMap
          ref={canvas}
          root={root}
          isGrowing={isGrowing}
          marks={marks}
          canEdit={!isExpanding}
          isCompact={false}
          shownDepth={shownDepth}
          onChange={onChange}
          onSelect={setSelectedId}
          onMark={(id, index) => {
            const citation = byNode.get(id)?.[index];
            if (citation) onShow(citation);
          }}
        />
        <div className="pointer-events-none absolute inset-x-3 bottom-4 flex flex-col items-center gap-2 *:pointer-events-auto">
          {failed && <Notice tone="warn">{t('map.notMap', { name: failed })}</Notice>}
          {branch && (
            <BranchNotice
              branch={branch}
              model={model}
              onStop={stop}
              onRetry={() => void expand(root, branch.id)}
              onClose={dismiss}
            />
          )}
          {selected && !isGrowing && !isExpanding && (
            <NodeActions
              canRemove={selected.id !== root.id}
              onExpand={view && model ? () => void expand(root, selected.id) : undefined}
              onPassage={passage && (() => onShow(passage))}
              onEdit={(action) => canvas.current?.edit(action)}
            />
          )}
        </div>
      </main>
    </div>
  );
}
