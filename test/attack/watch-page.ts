/** What is kept in a page that is watched, as `__watch`. */
export interface Watch {
  /** Everything seen since the last time, after one more look at all that is there. */
  drain(): [kind: 'script' | 'markup' | 'policy' | 'pollution', said: string][];
}

/**
 * Runs in a page before anything else does, and looks at every element that is added or changed there, whenever that is: half of a tag or
 * of an address, as it streams in, is a text of its own. Stands alone: it is sent to the page as it is written here.
 */
export function watchPage(): void {
  const seen = new Map<string, [kind: ReturnType<Watch['drain']>[number][0], said: string]>();
  const add = (kind: ReturnType<Watch['drain']>[number][0], said: string) =>
    seen.set(`${kind} ${said}`, [kind, said.slice(0, 300)]);
  const forbidden =
    'script:not([src^="/"]), iframe, frame, object, embed, applet, base, meta, portal, video, audio, source, track, dialog, link:not([rel="stylesheet"][href^="/"], [rel="modulepreload"][href^="/"]), foreignObject, animate, set, [popover], [ping], [formaction], [srcdoc], [background], form:not(:has([data-testid="file-password"], [data-testid="save-endpoint"]))';
  const address = /^(?:href|src|srcset|xlink:href|data|poster|action|cite)$/i;
  const harmless = /^(?:https?:|mailto:|#|\/|blob:|data:image\/(?:png|jpeg|webp|gif);)/i;
  /** Over all of the panel: those of the menus and dialogs of its own. */
  const ownLayer = '[data-radix-popper-content-wrapper], [data-radix-focus-guard], [data-radix-portal]';

  const inspect = (element: Element) => {
    // Of a page's head, only what it was packed with stands there.
    if (element.closest('head')) return;
    const shown = () => (element.cloneNode(false) as Element).outerHTML;
    if (element.matches(forbidden)) add('markup', shown());
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) add('markup', `${name} on ${shown()}`);
      const text = value.trim();
      if (address.test(name) && text && !harmless.test(text)) add('markup', `${name}=${text}`);
      const loads = /^(?:src|srcset|poster|data|xlink:href|href)$/i.test(name) && element.localName !== 'a';
      // A picture that is opened by itself is a page of the browser's with that picture in it.
      if (loads && /^(?:https?:)?\/\//i.test(text) && text !== location.href) add('markup', `loads ${text}`);
      const isDrawnOver = /position:\s*(?:fixed|sticky)/i.test(text) && !element.closest(ownLayer);
      if (name === 'style' && (isDrawnOver || /url\(|image-set\(|expression|@import/i.test(text)))
        add('markup', `style ${text}`);
    }
    if (element.localName === 'a' && /^https?:/i.test(element.getAttribute('href') ?? '')) {
      const rel = element.getAttribute('rel') ?? '';
      if (!/\bnoreferrer\b/.test(rel)) add('markup', `a link that tells where it was clicked: ${shown()}`);
    }
  };
  const inspectAll = (root: Element | null) => {
    if (!root) return;
    inspect(root);
    for (const element of root.querySelectorAll('*')) inspect(element);
  };
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'attributes') inspect(target as Element);
      for (const node of addedNodes) if (node instanceof Element) inspectAll(node);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    add('policy', `${effectiveDirective} ${blockedURI}`),
  );

  const namesOf = (value: object) => Object.getOwnPropertyNames(value).sort().join(' ');
  const inherited = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
  const before = inherited.map(namesOf);
  const parts = { document, querySelector: document.querySelector, createElement: document.createElement };
  /** Names that the page's own scripts have made before anything hostile was there. */
  let globals: ReadonlySet<string> | undefined;
  addEventListener('load', () => (globals = new Set(Object.keys(globalThis))));
  const watch: Watch = {
    drain() {
      inspectAll(document.body ?? document.documentElement);
      for (const [at, value] of inherited.entries())
        if (namesOf(value) !== before[at])
          add('pollution', `${value.constructor.name}.prototype has ${namesOf(value)}`);
      if (globalThis.document !== parts.document) add('pollution', 'document is another one');
      for (const name of ['querySelector', 'createElement'] as const)
        if (document[name] !== parts[name]) add('pollution', `document.${name} is another one`);
      // The driver of the browser puts some of its own there.
      for (const name of Object.keys(globalThis))
        if (globals && !globals.has(name) && !/^(?:puppeteer_)?__ariaQuery/.test(name))
          add('script', `a name is new: ${name}`);
      const found = [...seen.values()];
      seen.clear();
      return found;
    },
  };
  Object.defineProperty(globalThis, '__watch', { value: watch });
}
