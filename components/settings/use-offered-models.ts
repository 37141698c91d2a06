import { useEffect, useState } from 'react';
import { offeredModels } from '../../utils/chat/offered-models';
import type { EmbeddedModel } from '../../utils/providers/embedded/models';

/** The on-device models to offer; empty until known. */
export function useOfferedModels(): readonly EmbeddedModel[] {
  const [models, setModels] = useState<readonly EmbeddedModel[]>([]);
  useEffect(() => void offeredModels().then(setModels), []);
  return models;
}
