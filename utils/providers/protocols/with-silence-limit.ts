import { AppError } from '../../shared/app-error';

/**
 * The same items, but a wait for the next one that lasts longer than the limit fails with `stream-silent`.
 * @param abort ends the work behind the items; called once, when the limit is passed.
 */
export async function* withSilenceLimit<T>(
  items: AsyncIterable<T>,
  limitMs: number,
  abort: () => void,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  for (;;) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new AppError('stream-silent'));
        abort();
      }, limitMs);
    });
    try {
      const next = await Promise.race([iterator.next(), silence]);
      if (next.done) return;
      yield next.value;
    } finally {
      clearTimeout(timer);
    }
  }
}
