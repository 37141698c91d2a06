/** Smaller ones are icons (pixels of the picture itself). */
const leastSide = 96;
/** From here on a picture in the text is one to look at. */
const largeSide = 200;
/** Wider or taller than this is a banner. */
const mostRatio = 3;
const mostPictures = 6;

/** What wikis call the box that says in brief whom a page is about: MediaWiki, Fandom, Moegirl, Baidu Baike; and what others mark. */
const factBox =
  '[class*="infobox" i], [class*="infotemplate" i], [class*="summary-pic" i], [class*="abstractalbum" i], .pi-image, .vcard, [itemprop="image"]';
const surroundings = 'nav, footer, [role="navigation"], [role="contentinfo"]';
/** Where pages declare the picture that stands for them. */
const declared = 'meta[property="og:image"], meta[name="og:image"], meta[name="twitter:image"]';

const isPicture = (url: string): boolean => /^(?:https?:|data:image\/|blob:)/.test(url);

/**
 * The pictures of a page that may show whom it is about, the likeliest first: in its box of facts, the one that it declares, the large
 * ones of its text. Only what the page has loaded already counts, and of what it declares only what lies where it has loaded
 * something from: to look at a picture must tell no new site.
 * @param page the live document.
 * @returns addresses, each once; a few at most.
 */
export function choosePictures(page: Document): string[] {
  const shown = [...page.images].filter(
    ({ complete, naturalWidth: width, naturalHeight: height }) =>
      complete &&
      Math.min(width, height) >= leastSide &&
      Math.max(width, height) <= Math.min(width, height) * mostRatio,
  );
  const urlOf = (image: HTMLImageElement) => image.currentSrc || image.src;
  const known = new Set([page.URL, ...shown.map(urlOf)].map((url) => URL.parse(url)?.origin));
  const declaredUrls = [...page.querySelectorAll(declared)]
    .map((meta) => URL.parse(meta.getAttribute('content') ?? '', page.baseURI))
    .flatMap((url) => (url && known.has(url.origin) ? [url.href] : []));
  const isLarge = ({ naturalWidth, naturalHeight }: HTMLImageElement) =>
    Math.min(naturalWidth, naturalHeight) >= largeSide;
  const inText = shown.filter((image) => !image.closest(surroundings));
  const ranked = [
    ...shown.filter((image) => image.closest(factBox)).map(urlOf),
    ...declaredUrls,
    ...inText.filter(isLarge).map(urlOf),
    ...inText.map(urlOf),
  ];
  return [...new Set(ranked)].filter(isPicture).slice(0, mostPictures);
}
