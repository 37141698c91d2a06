import type { Extractor } from './extractor';

/** What stands around the text by its own tag or role. */
const aroundTheText =
  'nav, aside, footer, dialog, menu, [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"], [role="dialog"], [role="alertdialog"], [role="menu"], [role="toolbar"], [aria-hidden="true"], [aria-modal="true"], button, select';

/** What its class or id calls itself. Whole words (between separators), so that `shadow` is no `ad`. */
const aroundNames =
  /(?:^|[\s_-])(?:nav(?:bar|igation)?|menus?|side-?bars?|foot(?:er)?|breadcrumbs?|cookies?|consent|gdpr|newsletter|subscri(?:be|ption)|sign-?up|social|share|sharing|shares|related|recommend(?:ed|ations?)?|recirc|read-?more|more-stories|promo(?:tion|s)?|sponsor(?:ed|s)?|advert(?:isement|s)?|ads?|popup|modal|pagination|pager|toolbar|masthead|site-?header|page-?header|top-?bar|comments?-?(?:form|respond)|respond|login|register|search(?:form|box)?|back-?to-?top|lang(?:uage)?-?(?:switch|select)\w*|print-?only|screen-reader-text|visually-hidden|sr-only)(?:$|[\s_-])/i;

/** An element with this share of the page's text is its text, whatever it calls itself. */
const mostOfPage = 0.4;

const lengthOf = (element: Element): number => (element.textContent ?? '').replace(/\s+/g, '').length;

/** Share of an element's text that stands in links. */
function linkShare(element: Element, length: number): number {
  if (length === 0) return 0;
  let linked = 0;
  for (const link of element.querySelectorAll('a[href]')) linked += lengthOf(link);
  return Math.min(1, linked / length);
}

function removeSurroundings(body: Element): void {
  const limit = lengthOf(body) * mostOfPage;
  for (const element of body.querySelectorAll(aroundTheText)) if (lengthOf(element) < limit) element.remove();
  for (const element of body.querySelectorAll('header')) {
    // The header of an article holds its headline; the page's holds the menu.
    if (!element.closest('article, main') && lengthOf(element) < limit && !element.querySelector('h1'))
      element.remove();
  }
  for (const element of body.querySelectorAll('[class], [id]')) {
    const name = `${element.getAttribute('class') ?? ''} ${element.id}`;
    if (!aroundNames.test(name) || element.matches('body, main, article') || element.querySelector('h1'))
      continue;
    if (lengthOf(element) < limit) element.remove();
  }
}

/** Lists of short links are menus, wherever they stand; lists of long ones may be what the page is about. */
function removeLinkLists(body: Element): void {
  for (const list of body.querySelectorAll('ul, ol, div, section, table, p')) {
    if (!list.isConnected) continue;
    const length = lengthOf(list);
    if (length === 0 || length > 3000) continue;
    const links = list.querySelectorAll('a[href]').length;
    if (links >= 4 && linkShare(list, length) > 0.8 && length / links < 22) list.remove();
  }
}

/** The smallest region that calls itself the main one and holds most of what is left. */
function regionOf(body: Element): Element {
  const whole = lengthOf(body);
  const candidates = [
    ...body.querySelectorAll(
      'main, [role="main"], article, [itemprop="articleBody"], #content, #main, #main-content',
    ),
  ];
  const large = candidates
    .map((element) => ({ element, length: lengthOf(element) }))
    .filter(({ length }) => length >= whole * 0.6);
  return large.sort((a, b) => a.length - b.length)[0]?.element ?? body;
}

/** Everything that is shown of a page's main region, without what stands around it. */
export const mainRegion: Extractor = {
  name: 'main region',
  matches: () => true,
  extract(page) {
    removeSurroundings(page.body);
    removeLinkLists(page.body);
    return regionOf(page.body);
  },
};
