import { readFileSync } from 'node:fs';

/** One line of a file of payloads. */
export interface Payload {
  id: string;
  /** The hostile text. */
  text: string;
  /** Deltas in which it is to be streamed, where that matters. */
  chunks?: readonly string[];
}

interface Line {
  id: string;
  payload?: string;
  chunks?: string[];
  gen?: { prefix?: string; unit: string; times: number; suffix?: string };
}

/** Reads a file with a JSON object on each line; a text that would be long is given as what it is made of. */
export const readPayloads = (file: string): Payload[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const { id, payload, chunks, gen } = JSON.parse(line) as Line;
      const text =
        payload ??
        chunks?.join('') ??
        `${gen?.prefix ?? ''}${gen?.unit.repeat(gen.times)}${gen?.suffix ?? ''}`;
      return { id, text, ...(chunks ? { chunks } : {}) };
    });

/** A text that long is tried alone, and not in every place at once: that would test patience only. */
export const isLong = ({ text }: Payload): boolean => text.length > 20_000;

/** What is very long is a matter of deltas, not of cuts: no text comes in more pieces than this. */
const mostPieces = 4000;

/** A text character by character. */
export function everyCharacter(text: string): string[] {
  const characters = [...text];
  const size = Math.ceil(characters.length / mostPieces);
  if (size <= 1) return characters;
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, index) =>
    characters.slice(index * size, (index + 1) * size).join(''),
  );
}

/** A text in pieces of one to seven characters. */
export function randomCuts(text: string, random: () => number): string[] {
  const characters = [...text];
  const most = Math.max(7, Math.ceil((2 * characters.length) / mostPieces));
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; ) {
    const size = 1 + Math.floor(random() * most);
    pieces.push(characters.slice(at, at + size).join(''));
    at += size;
  }
  return pieces;
}
