import { type ModelFacts, modelFacts } from '../../utils/chat/model-facts';
import type { ModelChoice } from '../../utils/messages/chat-message';
import { embeddedEndpointId } from '../../utils/providers/embedded/endpoint-id';
import { embeddedModels } from '../../utils/providers/embedded/models';
import { database, type Endpoint } from '../../utils/storage/database';
import { type ModelRecord, modelKey } from '../../utils/storage/models';
import { useLiveQuery } from '../ui/use-live-query';
import { useSettings } from '../ui/use-settings';

/** A model that can be picked, with what is known of it. */
export interface ModelOption extends ModelFacts {
  choice: ModelChoice;
  /** As shown. */
  name: string;
  /** The endpoint's name, or empty for the device. */
  place: string;
  isOnDevice: boolean;
}

export interface Models {
  options: ModelOption[];
  /** The one that answers; null where none was chosen, or the chosen one is gone. */
  current: ModelOption | null;
  /** What a model costs, as far as that is known. */
  priceOf: (choice: ModelChoice) => ModelFacts['price'];
}

type Records = ReadonlyMap<string, ModelRecord>;

function optionsOf(endpoint: Endpoint, records: Records): ModelOption[] {
  const listed =
    endpoint.models.some((model) => model.id === endpoint.model) || !endpoint.model
      ? endpoint.models
      : [{ id: endpoint.model }, ...endpoint.models];
  return listed.map(({ id }) => ({
    ...modelFacts(id, endpoint, records.get(modelKey(endpoint.id, id))),
    choice: { endpointId: endpoint.id, model: id },
    name: id,
    place: endpoint.name,
    isOnDevice: false,
  }));
}

/** All models that are set up; undefined until read. */
export function useModels(): Models | undefined {
  const settings = useSettings();
  const options = useLiveQuery(async (): Promise<ModelOption[]> => {
    const [endpoints, downloads, known] = await Promise.all([
      database.endpoints.toArray(),
      database.downloads.toArray(),
      database.models.toArray(),
    ]);
    const records: Records = new Map(known.map((record) => [record.id, record]));
    const ready = new Set(downloads.filter(({ state }) => state === 'ready').map(({ id }) => id));
    return [
      ...endpoints.flatMap((endpoint) => optionsOf(endpoint, records)),
      ...embeddedModels
        .filter((model) => ready.has(model.id))
        .map((model) => ({
          ...modelFacts(model.id, undefined, records.get(modelKey(embeddedEndpointId, model.id))),
          choice: { endpointId: embeddedEndpointId, model: model.id },
          name: model.name,
          place: '',
          isOnDevice: true,
        })),
    ];
  }, []);
  if (!settings || !options) return undefined;
  const find = (choice: ModelChoice | null) =>
    options.find(
      (option) => option.choice.endpointId === choice?.endpointId && option.choice.model === choice?.model,
    );
  return {
    options,
    current: find(settings.choice) ?? null,
    priceOf: (choice) => find(choice)?.price,
  };
}
