import type { Page } from 'puppeteer';

/** Drags files of this machine over the panel and lets go of them, as the browser itself does. */
export async function dropFiles(
  panel: Page,
  paths: readonly string[],
  isHeldOnly = false,
  /** Whether the chat takes them, and says so while they are held over it. */
  isForChat = true,
): Promise<void> {
  const client = await panel.createCDPSession();
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const { x, y } = await panel.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 3 }));
  await client.send('Input.dispatchDragEvent', { type: 'dragEnter', x, y, data });
  await client.send('Input.dispatchDragEvent', { type: 'dragOver', x, y, data });
  if (isForChat) await panel.waitForSelector('[data-testid="drop-here"]');
  if (isHeldOnly) return;
  await client.send('Input.dispatchDragEvent', { type: 'drop', x, y, data });
  await client.detach();
}
