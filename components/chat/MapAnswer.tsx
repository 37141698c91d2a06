import { FileText, Maximize2, Network } from 'lucide-react';
import { useContext, useState } from 'react';
import { openMap } from '../../utils/browser/panel';
import type { Answer } from '../../utils/messages/chat-message';
import { countNodes, type MapNode } from '../../utils/mindmap/map-node';
import { toOutline } from '../../utils/mindmap/to-outline';
import { addMap, removeMap, saveMap } from '../../utils/storage/maps';
import { isTemporary } from '../../utils/storage/temporary';
import { MapMenu } from '../mindmap/MapMenu';
import { MindMap } from '../mindmap/MindMap';
import { Button } from '../ui/Button';
import { useTexts } from '../ui/i18n';
import { Markdown } from '../ui/markdown/Markdown';
import { Notice } from '../ui/Notice';
import { CitedMarkdown } from './CitedMarkdown';
import { useAnswerMap } from './use-answer-map';
import { type CheckedText, CitationScope } from './use-citations';
import { useMapMarks } from './use-map-marks';

/** As high as the map needs, within what leaves room for the chat. */
const heights = { least: 140, most: 400 };

interface MapAnswerProps {
  answer: Answer;
  /** The same answer as text. */
  cited: CheckedText;
}

/** An answer that is a mind map, as a card: its main branches, which unfold, and the ways to all of it. */
export function MapAnswer({ answer, cited }: MapAnswerProps) {
  const { t } = useTexts();
  const { joined } = useContext(CitationScope);
  const map = useAnswerMap(answer, joined.find((source) => source)?.title ?? '');
  const { root, isGrowing } = map;
  // Until its first label has come, it may be an answer in prose.
  if (!root || (isGrowing && map.writtenCount === 0)) return null;
  if (isGrowing || map.isOutline)
    return (
      <MapCard answerId={answer.id} cited={cited} root={root} isGrowing={isGrowing} isEdited={map.isEdited} />
    );
  return (
    <div className="space-y-2">
      {answer.text && <CitedMarkdown cited={cited} isStreaming={false} />}
      {answer.status === 'done' && <Notice tone="warn">{t('map.notOutline')}</Notice>}
    </div>
  );
}

interface MapCardProps {
  answerId: string;
  cited: CheckedText;
  root: MapNode;
  isGrowing: boolean;
  isEdited: boolean;
}

function MapCard({ answerId, cited, root, isGrowing, isEdited }: MapCardProps) {
  const { t } = useTexts();
  const { joined, onShow } = useContext(CitationScope);
  const [isText, setIsText] = useState(false);
  const [failed, setFailed] = useState('');
  const [isKeptHere, setIsKeptHere] = useState(false);
  const [height, setHeight] = useState(heights.least);
  const { marks, byNode, toPlain } = useMapMarks(root, joined);
  const count = countNodes(root);
  // A tab of its own cannot see what is in the memory of this page, and its title would be written down by the browser.
  const openFull = (id: string) => (isTemporary() ? setIsKeptHere(true) : void openMap(id));
  const TextIcon = isText ? Network : FileText;
  return (
    <div className="space-y-2">
      <section
        aria-label={t('map.title')}
        data-testid="map-card"
        data-nodes={count}
        className="overflow-hidden rounded-xl border border-line"
      >
        {isText ? (
          <div className="thin-scroll max-h-96 overflow-y-auto px-4 py-3">
            {isEdited ? (
              <Markdown text={toOutline(toPlain())} isStreaming={false} />
            ) : (
              <CitedMarkdown cited={cited} isStreaming={isGrowing} />
            )}
          </div>
        ) : (
          <div style={{ height }}>
            <MindMap
              root={root}
              isGrowing={isGrowing}
              marks={marks}
              canEdit
              isCompact
              shownDepth={1}
              onChange={(next) => void saveMap(answerId, next)}
              onHeight={(wanted) => setHeight(Math.min(heights.most, Math.max(heights.least, wanted)))}
              onMark={(id, index) => {
                const citation = byNode.get(id)?.[index];
                if (citation) onShow(citation);
              }}
            />
          </div>
        )}
        <footer className="flex items-center gap-0.5 border-t border-line py-1 pr-1 pl-3">
          <span className="mr-auto truncate text-xs text-muted tabular-nums" data-testid="map-count">
            {isGrowing ? (
              <span className="shimmer">{t('map.writing', { count })}</span>
            ) : (
              t('map.count', { count })
            )}
          </span>
          <Button
            look="quiet"
            data-testid="map-text"
            icon={<TextIcon aria-hidden className="size-4" />}
            iconLabel={t(isText ? 'map.asMap' : 'map.asText')}
            onClick={() => setIsText(!isText)}
          />
          {!isGrowing && (
            <MapMenu
              toPlain={toPlain}
              onRestore={isEdited ? () => void removeMap(answerId) : undefined}
              onImport={(imported) => void addMap(imported).then(openFull)}
              onFailure={setFailed}
            />
          )}
          <Button
            look="quiet"
            data-testid="map-open"
            icon={<Maximize2 aria-hidden className="size-4" />}
            iconLabel={t('map.open')}
            onClick={() => openFull(answerId)}
          />
        </footer>
      </section>
      {isKeptHere && <Notice tone="info">{t('temporary.map')}</Notice>}
      {failed && <Notice tone="warn">{t('map.notMap', { name: failed })}</Notice>}
    </div>
  );
}
