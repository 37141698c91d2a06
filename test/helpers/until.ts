/**
 * How long a test waits for a state before it gives the state up. Far more than any needs, so that a slow or busy machine makes a
 * test slow and not red; each test's own limit (vitest.config.ts) leaves room for several such waits.
 */
export const patienceMs = 120_000;

/**
 * Looks again and again until there is something.
 * @param state what is waited for, as the error names it.
 * @throws where the state has not come within `patienceMs`.
 */
export async function until<T>(state: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const begun = performance.now();
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() - begun > patienceMs) throw new Error(`waited in vain: ${state}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
