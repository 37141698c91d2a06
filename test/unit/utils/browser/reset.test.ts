import { afterEach, expect, it, vi } from 'vitest';

vi.mock('wxt/browser', () => ({ browser: {} }));
const { onReset, tellReset } = await import('../../../../utils/browser/reset.ts');

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Another page of the extension. */
function otherPage() {
  const channel = new BroadcastChannel('unabridged-reset');
  ends.push(() => channel.close());
  const heard = new Promise<void>((resolve) => {
    channel.onmessage = () => resolve();
  });
  return { heard, tell: () => channel.postMessage({ from: 'another page' }) };
}

it('tells every page but the one that has deleted everything', async () => {
  const own = vi.fn();
  ends.push(onReset(own));
  const other = otherPage();
  tellReset();
  await other.heard;
  expect(own).not.toHaveBeenCalled();
  // What another page tells afterwards is heard, and comes after anything that its own word could have come with.
  other.tell();
  await vi.waitUntil(() => own.mock.calls.length > 0);
  expect(own).toHaveBeenCalledTimes(1);
});

it('tells them also from a page that does not listen', async () => {
  onReset(() => {})();
  const other = otherPage();
  tellReset();
  await expect(other.heard).resolves.toBeUndefined();
});
