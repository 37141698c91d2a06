import type { Page } from 'puppeteer';

/** Asks a page's main thread how long it has worked (milliseconds): on a busy machine more telling than the wall's clock. */
export async function threadClock(page: Page): Promise<() => Promise<number>> {
  const client = await page.createCDPSession();
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}
