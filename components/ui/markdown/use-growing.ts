import { useEffect, useRef, useState } from 'react';
import { createPacer } from '../pace-draws';

/** Of a text that grows, as much more (UTF-16 units) is drawn in one go: the fastest models write less in a frame. */
const firstStep = 4_000;
/** Of what takes long to draw (many small blocks, formulas), and of what does not. */
const leastStep = 1_000;
const mostStep = 16_000;
const slowMs = 50;
const fastMs = 16;
/** Of one that stands there already: nearly every answer is drawn whole. */
const atFirst = 100_000;

function nextStep(step: number, lastMs: number): number {
  if (lastMs > slowMs) return Math.max(leastStep, step / 4);
  return lastMs < fastMs ? Math.min(mostStep, step * 2) : step;
}

/** A text as far as it is drawn by now: what comes faster than it can be drawn follows at the pace at which it can. */
export function useGrowing(text: string, isStreaming: boolean): string {
  const [pace] = useState(createPacer);
  const [most, setMost] = useState(() => firstStep + (isStreaming ? 0 : Math.min(text.length, atFirst)));
  const step = useRef(firstStep);
  // Asked for ahead, so that an answer at a model's pace never waits for it.
  const isNearEnd = text.length > most - leastStep / 2;
  useEffect(
    () =>
      isNearEnd
        ? pace((lastMs) => {
            // Only where the last step was drawn whole does its time say anything.
            if (text.length > most) step.current = nextStep(step.current, lastMs);
            setMost(Math.min(text.length, most) + step.current);
          })
        : undefined,
    [isNearEnd, pace, text.length, most],
  );
  return text.slice(0, most);
}
