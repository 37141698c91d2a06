import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import { expandBranch } from '../../utils/chat/expand-branch';
import { type Answer, isRunning } from '../../utils/messages/chat-message';
import { type MapNode, pathTo, toPlain } from '../../utils/mindmap/map-node';
import { parseOutline } from '../../utils/mindmap/parse-outline';
import { toOutline } from '../../utils/mindmap/to-outline';
import { branchRequest } from '../../utils/prompt/map-request';
import { type ErrorRecord, toAppError } from '../../utils/shared/app-error';
import { database } from '../../utils/storage/database';
import { forgetBranchChats } from '../../utils/storage/maps';
import type { MapCanvas } from '../mindmap/canvas/map-canvas';
import type { ModelOption } from '../settings/use-models';
import { useLiveQuery } from '../ui/use-live-query';
import type { ChatView } from './use-chat';
import { measureContext } from './use-fit';
import { mapEveryMs, useLiveAnswer } from './use-live-answer';
import { questionTokens } from './use-sending';

/** A node that a model goes further into, or did. */
export interface Branch {
  id: string;
  label: string;
  state: 'running' | 'done' | 'nothing' | 'failed';
  error?: ErrorRecord;
}

const withoutLabels = (): string => '';

/** Nodes of an answer without a root of their own, each with an identity that no other node of the map has. */
function nodesBelow({ id, text }: Answer): MapNode[] {
  const { root } = parseOutline(text, { isOpen: true, title: '' });
  const own = (node: MapNode): MapNode => ({
    ...node,
    id: `${id} ${node.id}`,
    children: node.children.map(own),
  });
  return root.children.map(own);
}

/** Stands for an answer while none is being written. */
const noAnswer = { id: '', text: '', status: 'done' } as Answer;

/**
 * Has a model go further into a node of a map, and adds to the map what it writes.
 * @param view the chat up to the map; undefined where it has no sources.
 */
export function useBranch(
  view: ChatView | undefined,
  model: ModelOption | null,
  canvas: RefObject<MapCanvas | null>,
) {
  const [branch, setBranch] = useState<Branch>();
  const [answerId, setAnswerId] = useState<string>();
  const stored = useLiveQuery(() => (answerId ? database.messages.get(answerId) : undefined), [answerId]) as
    | Answer
    | undefined;
  const answer = useLiveAnswer(stored ?? noAnswer, mapEveryMs);

  const expand = async (root: MapNode, id: string): Promise<void> => {
    const path = pathTo(root, id).map(({ label }) => label);
    if (!view || !model || path.length === 0) return;
    const label = path.at(-1)!;
    setBranch({ id, label, state: 'running' });
    try {
      await forgetBranchChats();
      const request = branchRequest(toOutline(toPlain(root, withoutLabels)), path);
      const chat = { ...view.chat, pendingSourceIds: [...view.joinedIds] };
      const size = measureContext({ ...view, thread: [], joinedIds: [], rolePlay: undefined, chat }, model);
      const countedTokens = size.requestTokens + questionTokens(request, model);
      const isTooLong = size.roomTokens !== undefined && countedTokens > size.roomTokens;
      const { choice, tokenRatio, tokenError } = model;
      const mode = isTooLong ? 'full-read' : 'whole';
      const sending = { mode, countedTokens, tokenRatio, tokenError } as const;
      setAnswerId((await expandBranch(view.joinedIds, request, choice, sending)).id);
    } catch (error) {
      setBranch({ id, label, state: 'failed', error: toAppError(error).toRecord() });
    }
  };

  const take = useEffectEvent(() => {
    if (branch?.state !== 'running' || answer.id === '') return;
    const nodes = nodesBelow(isRunning(answer) ? answer : { ...answer, text: `${answer.text}\n` });
    const isLast = !isRunning(answer);
    if (nodes.length > 0) canvas.current?.addBelow(branch.id, nodes, isLast);
    if (!isLast) return;
    if (answer.status === 'failed' && answer.error)
      setBranch({ ...branch, state: 'failed', error: answer.error });
    else
      setBranch({ ...branch, state: nodes.length > 0 || answer.status === 'stopped' ? 'done' : 'nothing' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every word that has come.
  useEffect(() => take(), [answer.id, answer.text, answer.status]);

  return {
    branch,
    expand,
    stop: () => answerId && void askEngine({ type: 'stop-answer', answerId }),
    dismiss: () => setBranch(undefined),
  };
}
