/** One that takes longer than this is left. */
const fetchLimitMs = 10_000;
/** As much as all together may be handed over in one message, with room for Base64 (bytes a picture). */
const mostBytes = 4 * 1024 * 1024;

const load = (url: string, cache: RequestCache): Promise<Response> =>
  fetch(url, { cache, signal: AbortSignal.timeout(fetchLimitMs) });

async function takePicture(url: string): Promise<string> {
  // By the page, from what it has loaded. Where the browser keeps no copy that may be handed over, it is the page that asks, and
  // only a site that it has loaded something from, which gets no cookies but for the page's own site.
  const response = await load(url, 'force-cache').catch(() => load(url, 'reload'));
  const picture = await response.blob();
  if (!response.ok || picture.size > mostBytes) return '';
  const reader = new FileReader();
  const read = new Promise((resolve) => {
    reader.onloadend = resolve;
  });
  reader.readAsDataURL(picture);
  await read;
  return String(reader.result).replace(/^[^,]*,/, '');
}

/**
 * Runs in the page: pictures that it shows.
 * @returns each in Base64, without those that their site hands to nobody, or that are too large.
 */
export async function takePictures(urls: readonly string[]): Promise<string[]> {
  const taken = await Promise.allSettled(urls.map(takePicture));
  return taken.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
}
