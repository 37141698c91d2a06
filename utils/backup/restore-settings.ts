import { embeddedEndpointId } from '../providers/embedded/endpoint-id';
import { presets } from '../providers/presets';
import { database, type Endpoint } from '../storage/database';
import { originOf } from '../storage/endpoints';
import { saveSettings } from '../storage/settings';
import { derivedId } from './derived-id';
import { bareAddress, type FileEndpoint, type FileSettings } from './setting-schemas';

/** Whether an endpoint of a file leads where one of ours does already. */
export const isKnownEndpoint = (endpoint: FileEndpoint, mine: Pick<Endpoint, 'baseUrl'>): boolean =>
  bareAddress(mine.baseUrl) === endpoint.baseUrl;

/**
 * Adds an endpoint of a file that the user has confirmed. Always as one of its own, without a key: another address under the id of an
 * endpoint that is here would have its key sent there.
 */
export async function addEndpoint(endpoint: FileEndpoint): Promise<void> {
  const preset = presets.find(({ baseUrl }) => baseUrl && originOf(baseUrl) === originOf(endpoint.baseUrl));
  const ownId = await derivedId(`endpoint ${endpoint.id} ${endpoint.baseUrl}`);
  await database.transaction('rw', database.endpoints, async () => {
    const all = await database.endpoints.toArray();
    if (all.some((mine) => isKnownEndpoint(endpoint, mine))) return;
    const isTaken = endpoint.id === embeddedEndpointId || all.some(({ id }) => id === endpoint.id);
    await database.endpoints.add({
      ...endpoint,
      id: isTaken ? ownId : endpoint.id,
      presetId: preset?.id ?? 'custom',
      apiKey: '',
    });
  });
}

/** Takes a file's settings. Its model is chosen only where none is, and where it answers from an endpoint that is here. */
export async function takeSettings({ choice, language, theme, modelMirror }: FileSettings): Promise<void> {
  await saveSettings({ language, theme, modelMirror });
  const mine = await database.settings.get('settings');
  if (!choice || mine?.choice) return;
  const isThere =
    choice.endpointId === embeddedEndpointId ||
    (await database.endpoints.get(choice.endpointId)) !== undefined;
  if (isThere) await saveSettings({ choice });
}
