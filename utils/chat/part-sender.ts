import type { StreamPart } from '../messages/stream-part';

/** Of one frame: whoever listens draws once in it. */
const frameMs = 16;
/** Of one frame: twenty times what the fastest models write. What is more waits where it is, and a flood lasts long enough to be stopped. */
const mostCharacters = 4_000;
/** Of one frame: parts without text. */
const mostParts = 400;

export interface PartSender {
  /** To be awaited: a server that floods is held up, and what is not read stays with it. */
  send(part: StreamPart): Promise<void>;
  /** Sends what is left. */
  flush(): void;
}

/**
 * Hands parts on, at once where there are few, else together once a frame: parts that nobody has yet taken would pile up in memory and
 * keep a page from hearing *Stop*.
 */
export function createPartSender(post: (parts: StreamPart[]) => void): PartSender {
  let waiting: StreamPart[] = [];
  let characters = 0;
  let sentAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    sentAt = performance.now();
    characters = 0;
    const parts = waiting;
    waiting = [];
    post(parts);
  };
  const add = (part: StreamPart) => {
    const last = waiting.at(-1);
    if (!('text' in part)) waiting.push(part);
    else {
      characters += part.text.length;
      if (last?.type === part.type) waiting[waiting.length - 1] = { ...last, text: last.text + part.text };
      else waiting.push(part);
    }
  };
  return {
    async send(part) {
      add(part);
      const leftMs = sentAt + frameMs - performance.now();
      if (leftMs <= 0) flush();
      else if (characters < mostCharacters && waiting.length < mostParts) timer ??= setTimeout(flush, leftMs);
      else {
        await new Promise((resolve) => setTimeout(resolve, leftMs));
        flush();
      }
    },
    flush,
  };
}
