import type { EndpointAddress, ModelInfo } from '../protocol';
import { plainFetch } from './plain-fetch';

/** A server on the same machine answers at once or is another kind. */
const probeTimeoutMs = 3000;
/** Ollama is asked model by model; a longer list is asked for its beginning. */
const mostAsked = 40;

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** A whole number of tokens above nothing, or undefined. */
export const tokensOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.floor(value) : undefined;

/** Asks the server beside its API for a JSON object; undefined where it has nothing there. */
async function ask(
  endpoint: EndpointAddress,
  path: string,
  signal: AbortSignal,
  body?: Json,
): Promise<Json | undefined> {
  try {
    const response = await plainFetch(new URL(path, endpoint.baseUrl), {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(endpoint.apiKey ? { Authorization: `Bearer ${endpoint.apiKey}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeTimeoutMs)]),
    });
    const told: unknown = response.ok ? await response.json() : undefined;
    return isObject(told) ? told : undefined;
  } catch {
    // A path that a server does not have is no error: it is another kind of server.
    signal.throwIfAborted();
    return undefined;
  }
}

/** llama.cpp: the window of one slot, which is less than the model's where there are several slots. */
async function askLlamaCpp(endpoint: EndpointAddress, signal: AbortSignal): Promise<number | undefined> {
  const props = await ask(endpoint, '/props', signal);
  const settings = props?.default_generation_settings;
  return isObject(settings) ? tokensOf(settings.n_ctx) : undefined;
}

/** LM Studio: what is loaded with less than the model's window goes before it. */
async function askLmStudio(
  endpoint: EndpointAddress,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | undefined> {
  const told = await ask(endpoint, '/api/v0/models', signal);
  if (!Array.isArray(told?.data)) return undefined;
  return new Map(
    told.data.filter(isObject).flatMap((model) => {
      const windowTokens = tokensOf(model.loaded_context_length) ?? tokensOf(model.max_context_length);
      return typeof model.id === 'string' && windowTokens ? [[model.id, windowTokens] as const] : [];
    }),
  );
}

/** Ollama: a model's longest window; each request asks for the one it needs. */
async function askOllama(
  endpoint: EndpointAddress,
  models: readonly ModelInfo[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | undefined> {
  const tags = await ask(endpoint, '/api/tags', signal);
  if (!Array.isArray(tags?.models)) return undefined;
  const windows = await Promise.all(
    models.slice(0, mostAsked).map(async ({ id }) => {
      const shown = await ask(endpoint, '/api/show', signal, { model: id });
      const facts = isObject(shown?.model_info) ? shown.model_info : {};
      const key = Object.keys(facts).find((name) => name.endsWith('.context_length'));
      return [id, key ? tokensOf(facts[key]) : undefined] as const;
    }),
  );
  return new Map(windows.flatMap(([id, tokens]) => (tokens ? [[id, tokens] as const] : [])));
}

/**
 * The same models with the windows that servers tell beside their API: Ollama, LM Studio, llama.cpp. They are asked in turn, by
 * GET until one has said what it is.
 */
export async function askLocalServer(
  endpoint: EndpointAddress,
  models: readonly ModelInfo[],
  signal: AbortSignal,
): Promise<ModelInfo[]> {
  const [ollama, lmStudio, slotTokens] = await Promise.all([
    askOllama(endpoint, models, signal),
    askLmStudio(endpoint, signal),
    askLlamaCpp(endpoint, signal),
  ]);
  return models.map((model) => {
    const windowTokens = slotTokens ?? lmStudio?.get(model.id) ?? ollama?.get(model.id) ?? model.windowTokens;
    return {
      ...model,
      ...(windowTokens ? { windowTokens } : {}),
      ...(ollama ? { protocol: 'ollama-chat' as const } : {}),
    };
  });
}
