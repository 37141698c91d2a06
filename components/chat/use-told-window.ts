import { useEffect, useRef } from 'react';
import { askEngine } from '../../utils/chat/ask-engine';
import type { ModelOption } from '../settings/use-models';

/** Has an endpoint asked once for what it tells of its models, where the chosen one's window is not known from it. */
export function useToldWindow(model: ModelOption | null): void {
  const asked = useRef(new Set<string>());
  const endpointId = model && !model.isOnDevice ? model.choice.endpointId : undefined;
  const isTold = model?.windowOrigin !== undefined && model.windowOrigin !== 'table';
  useEffect(() => {
    if (!endpointId || isTold || asked.current.has(endpointId)) return;
    asked.current.add(endpointId);
    // An endpoint that cannot be reached now says so when it is asked a question.
    void askEngine({ type: 'refresh-models', endpointId }).catch(() => undefined);
  }, [endpointId, isTold]);
}
