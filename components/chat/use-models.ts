import type { ModelChoice } from '../../utils/messages/chat-message';
import { embeddedEndpointId } from '../../utils/providers/embedded/endpoint-id';
import { embeddedModels } from '../../utils/providers/embedded/models';
import { database, type Endpoint } from '../../utils/storage/database';
import { useLiveQuery } from '../ui/use-live-query';
import { useSettings } from '../ui/use-settings';

/** A model that can be picked, with what is known of it. */
export interface ModelOption {
  choice: ModelChoice;
  /** As shown. */
  name: string;
  /** The endpoint's name, or empty for the device. */
  place: string;
  windowTokens: number | undefined;
  isOnDevice: boolean;
}

export interface Models {
  options: ModelOption[];
  /** The one that answers; null where none was chosen, or the chosen one is gone. */
  current: ModelOption | null;
}

function optionsOf(endpoint: Endpoint): ModelOption[] {
  const listed =
    endpoint.models.some((model) => model.id === endpoint.model) || !endpoint.model
      ? endpoint.models
      : [{ id: endpoint.model }, ...endpoint.models];
  return listed.map((model) => ({
    choice: { endpointId: endpoint.id, model: model.id },
    name: model.id,
    place: endpoint.name,
    windowTokens: 'windowTokens' in model ? model.windowTokens : undefined,
    isOnDevice: false,
  }));
}

/** All models that are set up; undefined until read. */
export function useModels(): Models | undefined {
  const settings = useSettings();
  const endpoints = useLiveQuery(() => database.endpoints.toArray(), []);
  const downloads = useLiveQuery(
    () =>
      database.downloads
        .where('id')
        .anyOf(embeddedModels.map((model) => model.id))
        .toArray(),
    [],
  );
  if (!settings || !endpoints || !downloads) return undefined;
  const ready = new Set(
    downloads.filter((download) => download.state === 'ready').map((download) => download.id),
  );
  const options: ModelOption[] = [
    ...endpoints.flatMap(optionsOf),
    ...embeddedModels
      .filter((model) => ready.has(model.id))
      .map((model) => ({
        choice: { endpointId: embeddedEndpointId, model: model.id },
        name: model.name,
        place: '',
        windowTokens: model.windowTokens,
        isOnDevice: true,
      })),
  ];
  const { choice } = settings;
  const current =
    options.find(
      (option) => option.choice.endpointId === choice?.endpointId && option.choice.model === choice?.model,
    ) ?? null;
  return { options, current };
}
