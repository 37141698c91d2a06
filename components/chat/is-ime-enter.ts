/** Key code of a key that an input method has taken, in browsers that do not set `isComposing` on the last one. */
const imeKeyCode = 229;

/**
 * Whether an Enter belongs to an input method (it picks a candidate) and must not send.
 * @param isComposing what composition events said last.
 */
export function isImeEnter(
  event: Pick<globalThis.KeyboardEvent, 'isComposing' | 'keyCode'>,
  isComposing: boolean,
): boolean {
  return event.isComposing || isComposing || event.keyCode === imeKeyCode;
}
