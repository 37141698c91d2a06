import type { Extractor } from './extractor';

const aroundTheText =
  'nav, header[role="banner"], footer, aside, [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"], [role="dialog"], [aria-hidden="true"], dialog, button, form[role="search"]';

/** Everything that is shown, but for navigation, footers and dialogs by their own tags and roles. */
export const wholeBody: Extractor = {
  name: 'whole page',
  matches: () => true,
  extract(page) {
    for (const element of page.querySelectorAll(aroundTheText)) {
      // A "footer" or "aside" that holds most of the page is its text, whatever its tag says.
      const share = (element.textContent?.length ?? 0) / Math.max(1, page.body.textContent?.length ?? 0);
      if (share < 0.5) element.remove();
    }
    return page.body;
  },
};
