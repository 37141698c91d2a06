import { basename } from 'node:path';
import type { RecordingServer } from '../helpers/recording-server.ts';
import { plantedKey } from '../helpers/world.ts';
import { allReadings, plain } from './sent-text.ts';

/** In a tab that is not picked, in an earlier chat and in a file read for it: in none of the requests. */
export const secret = 'SECRET-7F3A-CANARY';

/** One page or file of a request. */
export interface JudgedSource {
  name: string;
  /** Words that nobody can see. */
  hidden?: string | undefined;
  /** Words that somebody else put there, seen or not: they are no part of what we say ourselves. */
  injected?: string | undefined;
  /** Words that have to be in the request: of a control, all of them. */
  wanted: readonly string[];
  /** The source itself, in which the secret may stand. */
  hasSecret: boolean;
}

export interface Judgement {
  hiddenUnmarked: string[];
  controlsHarmed: string[];
  /** A key, or text of a source that was not picked, in a request; text of a source out of its envelope, or in the system message. */
  leaks: string[];
}

/** Shorter words stand in many texts. */
const tellingLength = 20;

/**
 * Looks at the newest request.
 * @param sourceCount sources that it has to hold.
 * @param question what the user asked: all that may follow the last envelope.
 */
export function judgeRequest(
  server: RecordingServer,
  sources: readonly JudgedSource[],
  sourceCount: number,
  question: string,
  way: string,
): Judgement {
  const found: Judgement = { hiddenUnmarked: [], controlsHarmed: [], leaks: [] };
  const { body, headers } = server.chats.at(-1)!;
  const request = JSON.parse(body.toString('utf8')) as { messages: { role: string; content: string }[] };
  const { messages } = request;
  const leak = (said: string) => found.leaks.push(`${said}, ${way}`);
  if (body.includes(plantedKey)) leak('the key in a body');
  if (headers.cookie || headers.referer) leak('cookies or a referrer');
  const known = new Set(['model', 'messages', 'stream', 'stream_options', 'prompt_cache_key']);
  for (const name of Object.keys(request)) if (!known.has(name)) leak(`a field of the request: ${name}`);
  const text = messages.map(({ content }) => content).join('\n');
  const readings = allReadings(text);
  if (!sources.some(({ hasSecret }) => hasSecret) && readings.some((reading) => reading.includes(secret)))
    leak('a source that was not picked');
  const roles = messages.map(({ role }) => role).join(' ');
  if (roles !== 'system user') leak(`roles are ${roles}`);
  const [system, user] = messages;

  // What is ours: the text without all that stands in envelopes. Each is closed by its own name, once; two of one text have one name.
  let rest = user?.content ?? '';
  const envelopes: { head: string; text: string }[] = [];
  for (;;) {
    const name = /^<(source-[0-9a-f]{20}) [^\n]*>\n/.exec(rest)?.[1];
    if (!name) break;
    const end = rest.indexOf(`\n</${name}>`);
    const [head = ''] = rest.split('\n', 1);
    envelopes.push({ head, text: rest.slice(head.length, end) });
    if (rest.split(`</${name}>`).length !== rest.split(`<${name} `).length)
      leak(`the envelope ${name} is closed by what is in it`);
    rest = rest.slice(end + name.length + 4).replace(/^\n+/, '');
  }
  if (envelopes.length !== sourceCount) leak(`${envelopes.length} sources instead of ${sourceCount}`);
  if (rest !== question) leak(`beside the sources stands “${rest.slice(0, 200)}”`);
  for (const { name, hidden = '', injected = '', wanted } of sources) {
    const words = plain(injected);
    if (words.length > tellingLength && plain(system?.content ?? '').includes(words))
      leak(`words of ${name} in the system message`);
    // Several pages of a set say the same, some of them where it can be seen.
    const own = envelopes.filter(({ head }) => head.includes(basename(name)));
    const sent = own.length > 0 ? allReadings(own.map((one) => one.head + one.text).join('\n')) : readings;
    const unseen = plain(hidden);
    if (unseen.length > tellingLength && sent.some((reading) => reading.includes(unseen)))
      found.hiddenUnmarked.push(`${name}, ${way}`);
    for (const line of wanted)
      if (!sent[0]!.includes(plain(line)))
        found.controlsHarmed.push(`${name} lacks “${line.slice(0, 100)}”, ${way}`);
  }
  return found;
}
