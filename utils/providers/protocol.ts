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
}

/** What an endpoint tells about a model it offers. */
export interface ModelInfo {
  id: string;
  /** Context window in tokens, where the endpoint tells. */
  windowTokens?: number;
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
