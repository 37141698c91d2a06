import type { CDPSession, Page, Target } from 'puppeteer';
import { until } from '../../helpers/until.ts';

/** Runs a function in some world of the browser. */
export type Evaluate = <A extends unknown[], T>(
  act: (...args: A) => T | Promise<T>,
  ...args: A
) => Promise<T>;

const evaluateIn =
  (session: CDPSession, contextId?: number): Evaluate =>
  async (act, ...args) => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: `(${act})(...${JSON.stringify(args)})`,
      awaitPromise: true,
      returnByValue: true,
      ...(contextId ? { contextId } : {}),
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as never;
  };

/** The world that an extension's scripts have in a page: an attacker who has taken over the page's process is in it. */
export async function worldOf(page: Page, extensionId: string): Promise<Evaluate> {
  const session = await page.createCDPSession();
  const contexts = new Map<string, number>();
  session.on('Runtime.executionContextCreated', ({ context }) => contexts.set(context.origin, context.id));
  await session.send('Runtime.enable');
  const id = await until(`a world of ${extensionId} in ${page.url()}`, () =>
    contexts.get(`chrome-extension://${extensionId}`),
  );
  return evaluateIn(session, id);
}

/** The world of a page's own scripts. */
export const worldOfPage = async (page: Page): Promise<Evaluate> => evaluateIn(await page.createCDPSession());

/** The world of a worker, which is kept from sleeping. */
export async function worldOfWorker(target: Target): Promise<Evaluate> {
  const session = await target.createCDPSession();
  return evaluateIn(session);
}
