import type { RecordedRequest } from './recording-server.ts';

/** A stretch of a source as a request held it. */
export interface SentPart {
  title: string;
  start: number;
  end: number;
  of: number;
  text: string;
}

const pattern =
  /<source-([0-9a-f]{20}) n="\d+" title="([^"]*)" url="[^"]*" part="characters (\d+) to (\d+) of (\d+)">\n([\s\S]*?)\n<\/source-\1>/g;

/** The parts of sources in a request of a full read, in order; `start` counts from 0. */
export function readParts(request: Pick<RecordedRequest, 'body'>): SentPart[] {
  const { messages } = JSON.parse(request.body.toString('utf8')) as { messages: { content: string }[] };
  return [...messages.at(-1)!.content.matchAll(pattern)].map(([, , title, start, end, of, text]) => ({
    title: title!,
    start: Number(start) - 1,
    end: Number(end),
    of: Number(of),
    text: text!,
  }));
}
