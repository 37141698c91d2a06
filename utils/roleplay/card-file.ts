import { AppError } from '../shared/app-error';
import { parseCard } from './card-json';
import { cardLimits } from './card-limits';
import { isPng, joinChunks, type PngChunk, splitChunks } from './png-chunks';
import { setMembers } from './set-members';

export interface CardFile {
  /** The card's JSON to the letter. */
  json: string;
  /** The picture that it came in, without the card; a PNG. */
  portrait?: Uint8Array<ArrayBuffer>;
}

/** What a PNG's card stands under: V3, and V2 or V1. */
const keywords = ['ccv3', 'chara'] as const;

const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('card-broken', {}, error);
  }
};

/**
 * The keyword of a text chunk in small letters, as SillyTavern compares it, and where its text begins. `iTXt` has more before its text
 * (PNG, 11.3.3.4): whether and how it is compressed, a language, and a translated keyword; some programs write cards so.
 */
function keywordOf({ type, body }: PngChunk): { keyword: string; start: number } | undefined {
  if (type !== 'tEXt' && type !== 'iTXt') return undefined;
  // PNG allows 79 bytes.
  const end = body.subarray(0, 80).indexOf(0);
  if (end < 1) return undefined;
  const keyword = String.fromCharCode(...body.subarray(0, end)).toLowerCase();
  if (type === 'tEXt') return { keyword, start: end + 1 };
  const language = body.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : body.indexOf(0, language + 1);
  return body[end + 1] !== 0 || translated < 0 ? undefined : { keyword, start: translated + 1 };
}

const isCardChunk = (chunk: PngChunk): boolean =>
  keywords.some((keyword) => keyword === keywordOf(chunk)?.keyword);

function fromBase64(bytes: Uint8Array): string {
  if (bytes.length > (cardLimits.jsonBytes * 4) / 3) throw new AppError('card-too-large');
  let binary: string;
  try {
    binary = atob(new TextDecoder('latin1').decode(bytes));
  } catch (error) {
    throw new AppError('card-broken', {}, error);
  }
  return decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)));
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  // A call takes some hundred thousand arguments at most.
  for (let start = 0; start < bytes.length; start += 32_768)
    binary += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  return btoa(binary);
}

/**
 * Reads a card from a file: JSON, or a PNG that holds it (`ccv3` before `chara`). Compressed texts of a PNG are never unpacked.
 * @throws AppError `card-broken`, `card-missing`, `card-too-large`; `card-ambiguous` where a PNG holds two different cards of one version.
 */
export function readCardFile(file: Uint8Array<ArrayBuffer>): CardFile {
  if (file.length > cardLimits.fileBytes) throw new AppError('card-too-large');
  if (!isPng(file)) {
    const json = decode(file);
    parseCard(json);
    return { json };
  }
  const chunks = splitChunks(file);
  const found = keywords.map((keyword) =>
    chunks.flatMap((chunk) => {
      const key = keywordOf(chunk);
      return key?.keyword === keyword ? [fromBase64(chunk.body.subarray(key.start))] : [];
    }),
  );
  const texts = found.find(({ length }) => length > 0);
  if (!texts) throw new AppError('card-missing');
  const json = texts[0]!;
  if (texts.some((text) => text !== json)) throw new AppError('card-ambiguous');
  parseCard(json);
  return { json, portrait: joinChunks(chunks.filter((chunk) => !isCardChunk(chunk))) };
}

const textChunk = (keyword: string, json: string): PngChunk => ({
  type: 'tEXt',
  body: new TextEncoder().encode(`${keyword}\0${toBase64(json)}`),
});

/**
 * A card as a PNG. A V3 card stands in it twice, as SillyTavern writes it: as it is under `ccv3`, and for programs that know V2 only
 * under `chara`.
 * @param json to the letter what readCardFile gives back.
 * @param portrait a PNG; a card that it holds already is replaced.
 * @throws AppError `card-broken` where the portrait is damaged; see parseCard.
 */
export function toCardPng(json: string, portrait: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { version } = parseCard(json);
  const chunks = splitChunks(portrait).filter((chunk) => !isCardChunk(chunk));
  const cards =
    version === 3
      ? [
          textChunk('chara', setMembers(json, [], { spec: 'chara_card_v2', spec_version: '2.0' })),
          textChunk('ccv3', json),
        ]
      : [textChunk('chara', json)];
  return joinChunks([...chunks.slice(0, -1), ...cards, chunks.at(-1)!]);
}
