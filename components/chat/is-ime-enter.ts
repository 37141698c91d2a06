/** Key code of a key that an input method has taken. Some browsers set it, and not `isComposing`, on the Enter that picks a candidate. */
const imeKeyCode = 229;

/** Whether an Enter belongs to an input method (it picks a candidate) and must not send. */
export function isImeEnter(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === imeKeyCode;
}
