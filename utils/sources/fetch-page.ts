import { hasText } from '../extract/plain-document';
import { decodeText } from '../files/decode-text';
import { limits } from '../files/limits';
import { AppError } from '../shared/app-error';
import { hostOf } from '../shared/host-of';
import { isPrivateAddress } from './private-address';

/** A server that sends nothing for so long is given up. */
const silenceMs = 10_000;
/** A page longer than this is not one (bytes). */
const mostBytes = 64 * 1024 * 1024;

export interface FetchedPage {
  /** After redirects. */
  url: string;
  /** Media type without parameters. */
  contentType: string;
  text: string;
  /** Of a PDF, whose text is yet to be read. */
  file?: Blob;
}

const isPdf = (contentType: string): boolean => contentType === 'application/pdf';

async function readBytes(
  response: Response,
  onBytes: () => void,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) break;
    onBytes();
    chunks.push(chunk.value);
    length += chunk.value.length;
    if (length > most) {
      await reader!.cancel();
      throw most === mostBytes
        ? new AppError('page-too-large', { host: hostOf(response.url) })
        : new AppError('file-over-limit', { limit: 'bytes' });
    }
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * Fetches a linked page as a stranger would: no cookie, no referrer, GET, http or https only, never from the user's own machine
 * or network unless the page that links to it is of that very origin.
 * @param parentUrl the page that the user picked the link from.
 * @throws AppError `address-private`, `page-status`, `page-unreachable`, `kind-not-supported`, `page-too-large`, `file-over-limit`
 */
export async function fetchPage(url: string, parentUrl: string, signal: AbortSignal): Promise<FetchedPage> {
  const host = hostOf(url);
  const isAllowed = (address: string): boolean =>
    /^https?:/.test(address) &&
    (!isPrivateAddress(address) ||
      (URL.canParse(parentUrl) && new URL(address).origin === new URL(parentUrl).origin));
  if (!isAllowed(url)) throw new AppError('address-private', { host });
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const hear = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    const response = await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // What is kept of it, the database keeps; a temporary chat nothing.
      cache: 'no-store',
      headers: { accept: 'text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5' },
      signal: AbortSignal.any([signal, silence.signal]),
    });
    hear();
    const contentType = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
    const refuse = async (error: AppError): Promise<never> => {
      await response.body?.cancel();
      throw error;
    };
    if (!isAllowed(response.url))
      await refuse(new AppError('address-private', { host: hostOf(response.url) }));
    if (!response.ok) await refuse(new AppError('page-status', { host, status: response.status }));
    if (!hasText(contentType) && !isPdf(contentType))
      await refuse(new AppError('kind-not-supported', { host, kind: contentType }));
    if (isPdf(contentType)) {
      const file = new Blob([await readBytes(response, hear, limits.fileBytes)]);
      return { url: response.url, contentType, text: '', file };
    }
    const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(response.headers.get('content-type') ?? '')?.[1];
    const text = decodeText(await readBytes(response, hear, mostBytes), charset);
    return { url: response.url, contentType: contentType || 'text/html', text };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (signal.aborted) throw new AppError('read-interrupted', { host }, error);
    throw new AppError('page-unreachable', { host }, error);
  } finally {
    clearTimeout(timer);
  }
}
