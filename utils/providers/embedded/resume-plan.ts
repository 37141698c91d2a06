/** What a server answered to a request for the rest of a file. */
export interface RangeAnswer {
  status: number;
  contentLength: number | null;
  contentRange: string | null;
}

export type ResumePlan =
  | { kind: 'append'; from: number; totalBytes: number }
  /** The file on the disk is all of it already. */
  | { kind: 'complete' }
  | { kind: 'refused' };

/**
 * Where the bytes that come belong.
 * @param keptBytes bytes of an earlier try, which a `Range` asked to go on from (none was sent for 0).
 * @param expectedBytes size of the whole file, as the list of models says.
 */
export function resumePlan(answer: RangeAnswer, keptBytes: number, expectedBytes: number): ResumePlan {
  if (answer.status === 206) {
    const [, from, total] = /^bytes (\d+)-\d*\/(\d+)$/.exec(answer.contentRange ?? '') ?? [];
    // A range that we did not ask for, or of another file, would be a hole in ours.
    return Number(from) === keptBytes && Number(total) === expectedBytes
      ? { kind: 'append', from: keptBytes, totalBytes: expectedBytes }
      : { kind: 'refused' };
  }
  // A server that does not know ranges sends all of it again.
  if (answer.status === 200) return { kind: 'append', from: 0, totalBytes: expectedBytes };
  if (answer.status === 416 && keptBytes === expectedBytes) return { kind: 'complete' };
  return { kind: 'refused' };
}
