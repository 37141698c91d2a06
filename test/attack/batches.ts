import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { isLong, type Payload } from './payload.ts';
import type { Witness } from './witness.ts';

/** Between two payloads in one text. */
export const gap = '\n\n';
const after = 'words that stand below';

/** Payloads as one Markdown text. */
export const joined = (payloads: readonly Payload[]): string => payloads.map(({ text }) => text).join(gap);

/** Whether what stands below a payload is drawn as if the payload were not there: it leaves nothing open and defines nothing. */
function leavesNothing({ text }: Payload): boolean {
  const { children } = fromMarkdown(`${text}${gap}${after}`, {
    extensions: [gfm(), math()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
  });
  const last = children.at(-1);
  const isWhole =
    last?.type === 'paragraph' &&
    last.children.length === 1 &&
    last.children[0]!.type === 'text' &&
    last.children[0]!.value === after;
  return isWhole && !/"type":"(?:definition|footnoteDefinition)"/.test(JSON.stringify(children));
}

/** Payloads in groups that can stand in one text and hide nothing of each other: only the last of a group may leave something open. */
export function inBatches(payloads: readonly Payload[], size: number): Payload[][] {
  const short = payloads.filter((payload) => !isLong(payload));
  const closed = short.filter(leavesNothing);
  const open = short.filter((payload) => !closed.includes(payload));
  const batches = open.map((payload) => [...closed.splice(0, size - 1), payload]);
  while (closed.length > 0) batches.push(closed.splice(0, size));
  return [...batches, ...payloads.filter(isLong).map((payload) => [payload])];
}

/**
 * Tries payloads in groups. What is found in a group is looked for in its halves, down to the payload that does it: findings name as
 * few payloads as can be.
 * @param view shows a group wherever it is to be shown, and has the witness look.
 */
export async function tryBatches(
  batches: readonly (readonly Payload[])[],
  witness: Witness,
  view: (batch: readonly Payload[], names: string) => Promise<void>,
  onDone: (count: number) => void,
): Promise<void> {
  const tried = async (batch: readonly Payload[]): Promise<void> => {
    const known = witness.findings.length;
    const names = batch.map(({ id }) => id).join(' ');
    try {
      await view(batch, names);
    } catch (error) {
      throw new Error(`the run ended with ${names}`, { cause: error });
    }
    if (witness.findings.length === known || batch.length === 1) return;
    const found = witness.findings.splice(known);
    const half = Math.ceil(batch.length / 2);
    await tried(batch.slice(0, half));
    await tried(batch.slice(half));
    // Only together do they do it.
    if (witness.findings.length === known) witness.findings.push(...found);
  };
  for (const batch of batches) {
    await tried(batch);
    onDone(batch.length);
  }
}
