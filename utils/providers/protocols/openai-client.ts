import OpenAI from 'openai';
import type { EndpointAddress } from '../protocol';
import { plainFetch } from './plain-fetch';

/**
 * A client of an endpoint. The only door to the `openai` package.
 * @param timeoutMs until the answer's head has come.
 */
export function connect(endpoint: EndpointAddress, timeoutMs: number): OpenAI {
  return new OpenAI({
    baseURL: endpoint.baseUrl.replace(/\/+$/, ''),
    apiKey: endpoint.apiKey || 'none',
    // The key is the user's own and stays in the extension's origin; the package's warning is about keys in web pages.
    dangerouslyAllowBrowser: true,
    // Retries belong to the turn, which shows them.
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: plainFetch,
  });
}
