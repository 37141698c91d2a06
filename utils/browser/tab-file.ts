import { AppError } from '../shared/app-error';
import { inject } from './inject';

/** A server that the page fetches from may be slow; what it has shown is mostly at hand. */
const fetchLimitMs = 60_000;
const sliceLimitMs = 10_000;
/** What is handed over at once (bytes): it is taken apart in the panel, which must not freeze. */
const sliceBytes = 1024 * 1024;
/** Where the file is left, in the extension's own world of a page: no script of the page sees it. */
const key = 'unabridgedFile';

/** Runs in the page. @returns the size of the file that the page shows (bytes), or the status that its server answers with. */
async function takeFile(name: string, mostBytes: number): Promise<{ size: number } | { status: number }> {
  // Of the page's own address, from the page: as the user is signed in, and mostly out of the browser's own store.
  const response = await fetch(document.URL, { credentials: 'include' });
  if (!response.ok) return { status: response.status };
  const file = await response.blob();
  if (file.size <= mostBytes) (globalThis as Record<string, unknown>)[name] = file;
  return { size: file.size };
}

/** Runs in the page. @returns a part of the file in Base64. */
async function sliceFile(name: string, from: number, to: number): Promise<string> {
  const file = (globalThis as unknown as Record<string, Blob>)[name]!;
  const reader = new FileReader();
  const read = new Promise((resolve) => {
    reader.onloadend = resolve;
  });
  reader.readAsDataURL(file.slice(from, to));
  await read;
  return String(reader.result).replace(/^[^,]*,/, '');
}

/** Runs in the page. */
function dropFile(name: string): void {
  Reflect.deleteProperty(globalThis, name);
}

async function run<T>(tabId: number, limitMs: number, func: unknown, args: unknown[]): Promise<T> {
  const [main] = await inject({ tabId }, limitMs, { func, args });
  // An error in the page leaves nothing.
  if (main?.result === undefined || main.result === null) throw new AppError('page-unreachable');
  return main.result as T;
}

/**
 * The file that a tab shows in a viewer of the browser's, as the page itself gets it: the extension fetches nothing.
 * @throws AppError `file-over-limit`, `page-status`, `page-unreachable`, `tab-gone`, `tab-hangs`; what the browser says where it lets
 * no script into its viewer
 */
export async function fileOfTab(tabId: number, mostBytes: number): Promise<Blob> {
  const taken = await run<Awaited<ReturnType<typeof takeFile>>>(tabId, fetchLimitMs, takeFile, [
    key,
    mostBytes,
  ]);
  if ('status' in taken) throw new AppError('page-status', { status: taken.status });
  if (taken.size > mostBytes) throw new AppError('file-over-limit', { limit: 'bytes' });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from = 0; from < taken.size; from += sliceBytes) {
    const coded = await run<string>(tabId, sliceLimitMs, sliceFile, [key, from, from + sliceBytes]);
    parts.push(Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0)));
  }
  await inject({ tabId }, sliceLimitMs, { func: dropFile, args: [key] });
  return new Blob(parts);
}
