import type * as z from 'zod/mini';

/**
 * Hears a channel between the extension's own pages: browsers keep channels to one origin, so that no page of the web and no content
 * script can join. What is not of the channel's shape is not heard.
 * @returns a function that ends it.
 */
export function hearChannel<T>(
  name: string,
  shape: z.ZodMiniType<T>,
  hear: (message: T) => void,
): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const { success, data: message } = shape.safeParse(data);
    if (success) hear(message);
  };
  return () => channel.close();
}

/** Says one thing on a channel. */
export function tellChannel(name: string, message: unknown): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(message);
  channel.close();
}
