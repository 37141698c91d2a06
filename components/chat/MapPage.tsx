import { useMemo, useState } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import type { Answer } from '../../utils/messages/chat-message';
import type { Source } from '../../utils/sources/source';
import { database } from '../../utils/storage/database';
import { removeMap, saveMap } from '../../utils/storage/maps';
import { useModels } from '../settings/use-models';
import type { PassagePlace } from '../sources/passage-place';
import { ReaderView } from '../sources/ReaderView';
import { useTexts } from '../ui/i18n';
import { Notice } from '../ui/Notice';
import { useLiveQuery } from '../ui/use-live-query';
import { AnswerWork } from './AnswerWork';
import { MapDesk } from './MapDesk';
import { useAnswerMap } from './use-answer-map';
import { type ChatView, loadView } from './use-chat';
import { mapEveryMs, useLiveAnswer } from './use-live-answer';
import { useShowCitation } from './use-show-citation';

function Gone() {
  const { t } = useTexts();
  return (
    <main className="mx-auto max-w-md p-6">
      <Notice tone="info">{t('map.gone')}</Notice>
    </main>
  );
}

/** The map of an answer, as it is written or was edited. */
function AnswerMap({ answer: stored, view }: { answer: Answer; view: ChatView }) {
  const { t } = useTexts();
  const answer = useLiveAnswer(stored, mapEveryMs);
  const model = useModels()?.current ?? null;
  const joined = useMemo(() => view.joinedIds.map((id) => view.sources.get(id)), [view]);
  const map = useAnswerMap(answer, joined.find((source) => source)?.title ?? '');
  const [reading, setReading] = useState<{ source: Source; place: PassagePlace | undefined }>();
  const show = useShowCitation((source, place) => setReading({ source, place }));
  const { root, isGrowing } = map;
  if (!root) return null;
  if (isGrowing && map.writtenCount === 0)
    return (
      <main className="mx-auto max-w-md p-6">
        <AnswerWork
          answer={answer}
          onPause={({ id }) => void askEngine({ type: 'pause-answer', answerId: id })}
        />
      </main>
    );
  if (!isGrowing && !map.isOutline)
    return (
      <main className="mx-auto max-w-md p-6">
        <Notice tone="warn">{t('map.notOutline')}</Notice>
      </main>
    );
  return (
    <>
      <MapDesk
        root={root}
        isGrowing={isGrowing}
        joined={joined}
        view={view}
        model={model}
        onShow={(citation) => void show(citation)}
        onChange={(next) => void saveMap(answer.id, next)}
        onRestore={map.isEdited ? () => void removeMap(answer.id) : undefined}
      />
      {reading && (
        <ReaderView source={reading.source} place={reading.place} onClose={() => setReading(undefined)} />
      )}
    </>
  );
}

const noSources: readonly undefined[] = [];

/** A mind map in full size. @param id of the answer that wrote it, or of a map from a file. */
export function MapPage({ id }: { id: string }) {
  const found = useLiveQuery(async () => {
    const message = await database.messages.get(id);
    const answer = message?.role === 'assistant' ? message : undefined;
    const view = answer && (await loadView(answer.chatId, answer.id));
    return { answer, view: view ?? undefined, map: await database.maps.get(id) };
  }, [id]);
  if (!found) return null;
  const { answer, view, map } = found;
  if (answer && view) return <AnswerMap answer={answer} view={view} />;
  if (!map) return <Gone />;
  return (
    <MapDesk
      root={map.root}
      isGrowing={false}
      joined={noSources}
      view={undefined}
      model={null}
      onShow={() => undefined}
      onChange={(next) => void saveMap(id, next)}
      onRestore={undefined}
    />
  );
}
