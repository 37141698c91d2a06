import { database, type Endpoint } from './database';
import { saveSettings } from './settings';

/** The origin that a key is bound to, or an empty string for what is no address. */
export const originOf = (baseUrl: string): string => (URL.canParse(baseUrl) ? new URL(baseUrl).origin : '');

/**
 * The key that an edited endpoint is to be used with: the typed one, else the saved one, which is bound to the origin it was
 * saved for and never goes to another.
 */
export function keyFor(saved: Endpoint | undefined, baseUrl: string, typedKey: string): string {
  if (typedKey) return typedKey;
  return saved && originOf(saved.baseUrl) === originOf(baseUrl) ? saved.apiKey : '';
}

/** Saves an endpoint and makes it the one that answers. */
export async function saveEndpoint(endpoint: Endpoint): Promise<void> {
  await database.endpoints.put(endpoint);
  await saveSettings({ choice: { endpointId: endpoint.id, model: endpoint.model } });
}

export const deleteEndpoint = (id: string): Promise<void> => database.endpoints.delete(id);
