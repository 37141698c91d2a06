import type { Page } from 'puppeteer';

export interface Finding {
  kind: 'script' | 'navigation' | 'markup' | 'policy' | 'pollution';
  /** Where it was seen. */
  place: string;
  said: string;
}

/** Watches a page of the extension for what must not happen in it. */
export class Witness {
  readonly findings: Finding[] = [];
  #place = '';
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Starts to watch. The page is loaded anew, so that nothing was missed. */
  static async of(page: Page): Promise<Witness> {
    const witness = new Witness(page);
    await page.evaluateOnNewDocument(() => {
      const seen: string[] = [];
      Object.defineProperty(globalThis, '__refused', { value: seen });
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        seen.push(`${effectiveDirective} ${blockedURI}`),
      );
    });
    page.on('dialog', (dialog) => {
      witness.#add('script', `${dialog.type()}: ${dialog.message()}`);
      void dialog.dismiss().catch(() => undefined);
    });
    await page.reload();
    const url = new URL(page.url());
    page.on('framenavigated', (frame) => {
      const to = frame.url();
      if (frame.parentFrame() || !to.startsWith(`${url.protocol}//${url.host}/`))
        witness.#add('navigation', to);
    });
    page.browser().on('targetcreated', (target) => {
      if (target.opener()?.url().startsWith(`${url.protocol}//${url.host}/`))
        witness.#add('navigation', `a window with ${target.url()}`);
    });
    return witness;
  }

  #add(kind: Finding['kind'], said: string): void {
    this.findings.push({ kind, place: this.#place, said });
  }

  /** Looks at the page as it is now. @param place named in findings from here on. */
  async look(place: string): Promise<void> {
    this.#place = place;
    const seen = await this.#page.evaluate(() => {
      const said: [kind: 'markup' | 'policy' | 'pollution', said: string][] = [];
      for (const refused of (globalThis as unknown as { __refused: string[] }).__refused.splice(0))
        said.push(['policy', refused]);
      const forbidden =
        'script:not([src^="/"]), iframe, frame, object, embed, applet, base, meta[http-equiv], form, portal, video, audio, source, track, dialog, link:not([rel="stylesheet"], [rel="modulepreload"]), foreignObject, animate, set, [popover], [ping], [formaction], [srcdoc], [background]';
      for (const element of document.querySelectorAll(`body ${forbidden.replaceAll(', ', ', body ')}`))
        said.push(['markup', element.outerHTML.slice(0, 200)]);
      for (const element of document.querySelectorAll('body *'))
        for (const { name, value } of element.attributes) {
          if (/^on/i.test(name)) said.push(['markup', `${name} on ${element.outerHTML.slice(0, 200)}`]);
          const isAddress = /^(?:href|src|srcset|xlink:href|data|poster|action|cite)$/i.test(name);
          const isPlain = /^(?:https?:|mailto:|#|\/|blob:|data:image\/(?:png|jpeg|webp|gif);)/i.test(
            value.trim(),
          );
          if (isAddress && value && !isPlain) said.push(['markup', `${name}=${value.slice(0, 200)}`]);
          const loads =
            /^(?:src|srcset|poster|data|xlink:href)$/i.test(name) && /^(?:https?:)?\/\/(?!\W)/i.test(value);
          if (loads && element.localName !== 'a') said.push(['markup', `loads ${value.slice(0, 200)}`]);
          if (
            name === 'style' &&
            /url\(|image-set\(|expression|position:\s*fixed/i.test(value) &&
            !element.closest('[data-radix-popper-content-wrapper], [data-radix-focus-guard]') &&
            !/^position: fixed; /.test(value)
          )
            said.push(['markup', `style ${value.slice(0, 200)}`]);
        }
      for (const key in {}) said.push(['pollution', `Object.prototype.${key}`]);
      for (const [name, type] of [
        ['querySelector', 'function'],
        ['createElement', 'function'],
        ['cookie', 'string'],
      ] as const)
        if (typeof document[name] !== type)
          said.push(['pollution', `document.${name} is ${typeof document[name]}`]);
      return said;
    });
    for (const [kind, said] of seen) this.#add(kind, said);
  }
}
