import type { Protocol } from '../protocol';
import { embedded } from './embedded';
import { networkProtocols } from './network';

/** Every wire format we speak; the contract test runs over each entry. */
export const protocols = { ...networkProtocols, embedded } satisfies Record<string, Protocol>;

export type ProtocolId = keyof typeof protocols;
