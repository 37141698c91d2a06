import type { Page } from 'puppeteer';

/** What every page of the extension must refuse by its policy alone, whoever put it there: by the policy's own names. */
const refusedByAll = [
  'img-src',
  'style-src-elem',
  'font-src',
  'frame-src',
  'media-src',
  'object-src',
  'form-action',
  'base-uri',
  'script-src-elem',
  'script-src-attr',
  'script-src',
];

/** Pages that show what models, pages and files say talk to nobody, either. */
const pages: Record<string, readonly string[]> = {
  'sidepanel.html': [...refusedByAll, 'connect-src'],
  'map.html': [...refusedByAll, 'connect-src'],
  'options.html': refusedByAll,
  'engine.html': refusedByAll,
};

/** Does in a page all that its policy is there to refuse. @returns the names of what was refused. */
const tryAll = (page: Page, names: readonly string[], patienceMs: number): Promise<string[]> =>
  page.evaluate(
    async (wanted, patience) => {
      const refused = new Set<string>();
      const isDone = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          refused.add(effectiveDirective);
          if (wanted.every((name) => refused.has(name))) resolve();
        });
        // What is not refused gives no sign of it.
        setTimeout(resolve, patience);
      });
      const there = 'https://policy.test';
      const add = (name: string, attributes: Record<string, string>, text = '') => {
        const element = document.createElement(name);
        for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
        element.textContent = text;
        document.body.append(element);
        return element;
      };
      add('img', { src: `${there}/image.png` });
      add('link', { rel: 'stylesheet', href: `${there}/style.css` });
      add('iframe', { src: `${there}/frame` });
      add('video', { src: `${there}/film.mp4` });
      add('object', { data: `${there}/object` });
      add('script', { src: `${there}/script.js` });
      add('script', {}, 'globalThis.ranInline = true');
      add('p', { onclick: 'globalThis.ranHandler = true' }).click();
      (add('form', { action: `${there}/form`, target: '_blank' }) as HTMLFormElement).submit();
      const base = add('base', { href: there });
      base.remove();
      void new FontFace('refused', `url(${there}/font.woff2)`).load().catch(() => undefined);
      if (wanted.includes('connect-src')) void fetch(`${there}/fetch`).catch(() => undefined);
      // Text as code. `eval` would say nothing: the driver's own calls may use it.
      setTimeout('globalThis.ranText = true');
      await isDone;
      return [...refused];
    },
    names,
    patienceMs,
  );

/**
 * Whether each page's policy holds with nothing else in the way.
 * @param patienceMs how long a refusal is waited for.
 * @returns what it let pass.
 */
export async function policyWall(
  openPage: (path: string) => Promise<Page>,
  patienceMs: number,
): Promise<string[]> {
  const passed: string[] = [];
  for (const [path, wanted] of Object.entries(pages)) {
    const page = await openPage(path);
    const refused = await tryAll(page, wanted, patienceMs);
    for (const name of wanted) if (!refused.includes(name)) passed.push(`${path} does not refuse ${name}`);
    await page.close();
  }
  return passed;
}
