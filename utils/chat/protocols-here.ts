import type { Protocol } from '../providers/protocol';
import { protocols } from '../providers/protocols/index';
import { networkProtocols } from '../providers/protocols/network';
import { isTemporary } from '../storage/temporary';
import { sendInWorker } from './stream-in-worker';

type NetworkId = keyof typeof networkProtocols;

const inWorker = (id: NetworkId): Protocol => ({
  ...networkProtocols[id],
  streamAnswer: (request, signal) => sendInWorker(id, request, signal),
});

const sentByWorker = {
  ...protocols,
  'openai-chat': inWorker('openai-chat'),
  'openai-responses': inWorker('openai-responses'),
  'ollama-chat': inWorker('ollama-chat'),
  'anthropic-messages': inWorker('anthropic-messages'),
} satisfies typeof protocols;

/** The wire formats where a turn is read in a page. That of a temporary chat may talk to nobody itself: its worker sends. */
export const protocolsHere = (): typeof protocols => (isTemporary() ? sentByWorker : protocols);
