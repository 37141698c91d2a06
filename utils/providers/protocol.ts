import type { ModelMessage } from '../messages/model-message';
import type { StreamPart } from '../messages/stream-part';

/** One place that answers: an address with its key, or the model on the device. */
export interface EndpointAddress {
  /** Base address up to and with the version, e.g. `https://api.moonshot.cn/v1`. Empty for the on-device model. */
  baseUrl: string;
  /** Empty where the server wants none. */
  apiKey: string;
}

export interface AnswerRequest {
  endpoint: EndpointAddress;
  model: string;
  messages: ModelMessage[];
  /** Longest silence (before the first part and between two) before the stream is given up, in milliseconds. */
  silenceTimeoutMs: number;
  /** The window that this request needs, in tokens, for servers that give each request its own (Ollama). */
  neededWindowTokens?: number;
  /** Equal for requests that share a beginning, for providers that find a prompt's cache by it. */
  cacheKey?: string;
  /** Messages (their indexes) after which the provider is told to keep its cache. */
  cacheMarks?: readonly number[];
  /** The most that the model writes at once, in tokens, where its endpoint tells. */
  mostOutputTokens?: number;
  /** What the request leaves of the model's window, in tokens, for wires that want the answer's length in advance (Anthropic). */
  leftTokens?: number;
  /** Fields of the body that the provider alone knows. */
  extraBody?: Readonly<Record<string, unknown>>;
}

/** Money for a million tokens. */
export interface Price {
  /** ISO 4217. */
  currency: string;
  input: number;
  output: number;
  /** For input that the provider had in its cache; as `input` where it is absent. */
  cachedInput?: number;
}

/** What an endpoint tells about a model it offers. */
export interface ModelInfo {
  id: string;
  /** Context window in tokens, where the endpoint tells. */
  windowTokens?: number;
  /** The most that it writes at once, in tokens, where the endpoint tells. */
  mostOutputTokens?: number;
  price?: Price;
  /** Set where the server speaks a better protocol for long texts than the one it was asked by. */
  protocol?: 'ollama-chat';
}

/** A wire format. Stateless: all it needs is in the request. */
export interface Protocol {
  /**
   * Streams one answer. Ends after exactly one `finish` part.
   * Errors: AppError with the code of what went wrong; an abort ends the iteration by throwing the signal's reason.
   */
  streamAnswer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<StreamPart>;
  /** The models that the endpoint offers. Errors: AppError. */
  listModels(endpoint: EndpointAddress, signal: AbortSignal): Promise<ModelInfo[]>;
}
