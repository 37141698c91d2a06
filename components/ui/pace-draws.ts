import { flushSync } from 'react-dom';

/** What a drawing takes beyond this, half a frame, is followed by a rest: times as long the page is left to keys, clicks and all else. */
const freeMs = 8;
const restFactor = 2;

/**
 * Paces drawings by what they cost: each is done in a frame, and none before the page has rested from the one before. However much
 * comes in, input is never later than one drawing.
 * @returns asks for a drawing, which is told how long the last one took, and gives a function that takes it back.
 */
export function createPacer(): (draw: (lastMs: number) => void) => () => void {
  let lastMs = 0;
  let restsUntil = 0;
  const rest = (begun: number) => {
    const now = performance.now();
    lastMs = now - begun;
    restsUntil = now + restFactor * (lastMs - freeMs);
  };
  return (draw) => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const inFrame = () => {
      frame = requestAnimationFrame(() => {
        const begun = performance.now();
        if (begun < restsUntil) {
          timer = setTimeout(inFrame, restsUntil - begun);
          return;
        }
        flushSync(() => draw(lastMs));
        rest(begun);
        // Layout and paint belong to it: a message posted in a frame comes after them.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          rest(begun);
          port1.close();
        };
        port2.postMessage(null);
      });
    };
    inFrame();
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  };
}
