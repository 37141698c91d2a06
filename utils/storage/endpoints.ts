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

const hidden = '•••';
/** Shorter ones are words that servers of one's own take for a key (`lm-studio`), and stand in many places. */
const shortestKey = 16;
/** As JSON and HTML write it. */
const spellings = (key: string): string[] => [
  key,
  JSON.stringify(key).slice(1, -1),
  key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
];

/**
 * Takes the saved keys out of what leaves the browser as a file: an endpoint knows the key that it was sent, and may say it in an answer.
 * @returns replaces each key in a text by dots.
 */
export async function createKeyMask(): Promise<(text: string) => string> {
  const saved = await database.endpoints.toArray();
  const keys = [
    ...new Set(saved.flatMap(({ apiKey }) => (apiKey.length >= shortestKey ? spellings(apiKey) : []))),
  ];
  // The longer ones first: one key may begin like another.
  keys.sort((a, b) => b.length - a.length);
  return (text) => keys.reduce((masked, key) => masked.replaceAll(key, hidden), text);
}
