/** Text with less than this of full opacity is not seen. */
const leastOpacity = 0.1;
/** Text closer than this to its background's brightness is not read (WCAG contrast ratio; 1 is the same colour). */
const leastContrast = 1.15;
/** Smaller letters are specks (CSS pixels). */
const leastFontSize = 3;
/** Text moved out of its line by more than this is not meant to be seen (CSS pixels). */
const farIndent = -100;
/** A carousel's neighbour slides stand this far off at most; what stands further is out of reach (CSS pixels). */
const farOff = 3000;
/** What holds more of the page than this is not hidden in it: the page has not shown itself yet. */
const mostOfPage = 0.25;
/** How far inside a layer's neighbour a text still counts as under it (elements). */
const deepestUnder = 3;
/** Boxes with more children are lists, not stacks of layers. */
const mostLayers = 20;

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];
const white: Rgba = [255, 255, 255, 1];

const colors = new Map<string, Rgba | undefined>();

/** Computed colours come as `rgb()` or `rgba()`, in wide gamuts as `color(srgb …)`; other forms are not judged. */
function parseColor(text: string): Rgba | undefined {
  if (!colors.has(text)) colors.set(text, readColor(text));
  return colors.get(text);
}

function readColor(text: string): Rgba | undefined {
  const numbers = text.match(/[\d.]+(?:e-?\d+)?%?/g)?.map(Number.parseFloat);
  if (!numbers || numbers.length < 3) return undefined;
  const [red, green, blue, alpha = 1] = numbers as [number, number, number, number?];
  if (text.startsWith('rgb')) return [red, green, blue, alpha];
  if (text.startsWith('color(srgb')) return [red * 255, green * 255, blue * 255, alpha];
  return undefined;
}

function over(top: Rgba, bottom: Rgba): Rgba {
  const mix = (channel: 0 | 1 | 2) => top[channel] * top[3] + bottom[channel] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
}

function luminance([red, green, blue]: Rgba): number {
  const linear = (channel: number) => {
    const value = channel / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function contrast(a: Rgba, b: Rgba): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/**
 * Judges whether a reader can see the text of a page's elements, from layout and style. Remembers: ancestors are shared.
 * @param page a live document, laid out by a browser.
 */
export function watchVisibility(page: Document) {
  const view = page.defaultView!;
  /** Undefined where nothing can be said. */
  const backdrops = new Map<Element, Rgba | undefined>();
  const canvas: Rgba =
    // A page in the browser's own dark colours says so on its root.
    /dark/.test(view.getComputedStyle(page.documentElement).colorScheme) &&
    view.matchMedia('(prefers-color-scheme: dark)').matches
      ? [18, 18, 18, 1]
      : white;
  const scrollX = view.scrollX;
  const scrollY = view.scrollY;
  const farRight = farOff + Math.max(page.documentElement.scrollWidth, view.innerWidth);
  const isLeftToRight = view.getComputedStyle(page.documentElement).direction !== 'rtl';

  // Colours and layers mean little while a style sheet is on its way, or could not be had.
  const lacksStyles = [
    // The second form is how pages load a style sheet late.
    ...page.querySelectorAll<HTMLLinkElement>(
      'link[rel~="stylesheet"], link[rel~="preload"][as="style"][onload]',
    ),
  ].some(({ sheet, disabled }) => !sheet && !disabled);
  /** What is said of a text that is there, and is not to be seen. */
  const blank = lacksStyles ? 'unsure' : 'hidden';
  const pageLength = page.body?.textContent?.length ?? 0;
  const holdsMuch = (element: Element): boolean =>
    (element.textContent?.length ?? 0) > mostOfPage * pageLength;
  /** Whether something transparent will be faded in: it is prepared for that, or it is most of the page. */
  const waits = (element: Element, style: CSSStyleDeclaration): boolean =>
    isToBeRevealed(style) || holdsMuch(element);

  /** The colour behind an element's text, by background colours alone. */
  function backdropOf(element: Element): Rgba | undefined {
    const path: Element[] = [];
    let at: Element | null = element;
    for (; at && !backdrops.has(at); at = at.parentElement ?? hostOf(at)) path.push(at);
    let backdrop = at ? backdrops.get(at) : canvas;
    for (const next of path.reverse()) {
      const own = parseColor(view.getComputedStyle(next).backgroundColor);
      if (!own || own[3] === 1) backdrop = own;
      else if (own[3] > 0) backdrop = backdrop && over(own, backdrop);
      backdrops.set(next, backdrop);
    }
    return backdrop;
  }

  /** Whether anything but plain colours may lie behind an element's text: a picture, or what a layer is laid over. */
  function isBackdropUnknown(element: Element): boolean {
    for (let at: Element | null = element; at; at = at.parentElement ?? hostOf(at)) {
      const style = view.getComputedStyle(at);
      if (style.backgroundImage !== 'none') return true;
      if (parseColor(style.backgroundColor)?.[3] === 1) return false;
      if (isLayer(style) && at.parentElement && backdropOf(at.parentElement) !== canvas) return true;
    }
    return false;
  }

  const lost = new Map<Rgba, Map<string, boolean>>();
  /** Whether letters of a colour cannot be told from what is behind them. */
  function isLost(ink: string, behind: Rgba | undefined): boolean {
    if (!behind) return false;
    let known = lost.get(behind);
    if (!known) {
      known = new Map();
      lost.set(behind, known);
    }
    let found = known.get(ink);
    if (found === undefined) {
      const color = parseColor(ink);
      found = color !== undefined && contrast(over(color, behind), behind) < leastContrast;
      known.set(ink, found);
    }
    return found;
  }

  function isInkless(element: Element, style: CSSStyleDeclaration): boolean {
    const ink = style.webkitTextFillColor || style.color;
    const behind = backdropOf(element);
    const isClear = (parseColor(ink)?.[3] ?? 1) < leastOpacity;
    if (!isClear && !isLost(ink, behind)) return false;
    // Letters cut out of a picture or a gradient are transparent themselves; a shadow draws them all the same.
    if (style.textShadow !== 'none' || /text/.test(style.backgroundClip)) return false;
    return isClear || !isBackdropUnknown(element);
  }

  /** The nearest ancestor that cuts off what stands outside it, short of the page. */
  function clipperOf(element: Element): Element | null {
    for (let at = element.parentElement; at && at !== page.body; at = at.parentElement)
      if (cutsOff(view.getComputedStyle(at))) return at;
    return null;
  }

  function isOutOfReach(element: Element, box: DOMRect): boolean {
    const isBefore = (isLeftToRight && box.right + scrollX <= 0) || box.bottom + scrollY <= 0;
    if (!isBefore) return box.left + scrollX > farRight;
    const clipper = clipperOf(element);
    if (!clipper) return true;
    // Slides wait beside their window, and what scrolls can be scrolled to.
    const frame = clipper.getBoundingClientRect();
    return frame.left - box.right > farOff || frame.top - box.bottom > farOff;
  }

  /** Boxes of no size that cut off what they hold: the usual way to hide text from eyes only. */
  function isCutOff(box: DOMRect, style: CSSStyleDeclaration): boolean {
    if (/^rect\((?:0px|1px)(?:,? (?:0px|1px)){3}\)$/.test(style.clip) && style.position === 'absolute')
      return true;
    if (
      /inset\((?:5\d|[6-9]\d|100)%|circle\(0|polygon\((?:0(?:px|%)? 0(?:px|%)?,? ?)+\)/.test(style.clipPath)
    )
      return true;
    const isTiny = box.width <= 1 || box.height <= 1;
    return isTiny && cutsOff(style);
  }

  const lids: Element[] = [];
  /** An opaque layer without words of its own. */
  const isLid = (element: Element, style: CSSStyleDeclaration): boolean =>
    (element.tagName === 'IMG' || parseColor(style.backgroundColor)?.[3] === 1) &&
    style.visibility === 'visible' &&
    (style.opacity || '1') === '1' &&
    !element.textContent?.trim();

  /** Whether a layer lies over all of a text that stands beside it, or a little deeper. */
  function covers(lid: Element, element: Element): boolean {
    const around = lid.parentElement;
    if (!around || around === page.body || around.childElementCount > mostLayers) return false;
    let inner: Element | null = element;
    for (let up = 0; inner && inner.parentElement !== around; up++, inner = inner.parentElement)
      if (up >= deepestUnder) return false;
    if (!inner || inner === lid) return false;
    const height = Number(view.getComputedStyle(lid).zIndex) || 0;
    const isOnTop = height > 0 || (inner.compareDocumentPosition(lid) & 4) !== 0;
    if (!isOnTop || Number(view.getComputedStyle(inner).zIndex) >= height) return false;
    const frame = lid.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    return (
      frame.left <= box.left && frame.top <= box.top && frame.right >= box.right && frame.bottom >= box.bottom
    );
  }

  return {
    /**
     * Whether an element, seen alone, hides all that it holds, or waits to be faded in.
     */
    look(element: Element, style: CSSStyleDeclaration): 'shown' | 'waiting' | 'hidden' {
      if (hasNoBox(element, style)) {
        if (style.display === 'contents') return 'shown';
        // A click, or the browser's own search, unfolds these.
        return element.closest('[hidden="until-found"], details:not([open])') &&
          (style.display !== 'none' || element.getAttribute('hidden') === 'until-found')
          ? 'shown'
          : 'hidden';
      }
      if (isTransparent(style)) return waits(element, style) ? 'waiting' : 'hidden';
      const isFloating = isLayer(style);
      if (isFloating && isLid(element, style)) lids.push(element);
      if (!isFloating && !cutsOff(style) && (style.clipPath || 'none') === 'none') return 'shown';
      return isCutOff(element.getBoundingClientRect(), style) && !holdsMuch(element) ? 'hidden' : 'shown';
    },
    /** Whether the text right inside the element can be seen; `unsure` where a missing style sheet may be why it cannot. */
    judgeOwnText(element: Element, style: CSSStyleDeclaration): 'seen' | 'hidden' | 'unsure' {
      if (style.visibility !== 'visible') return 'hidden';
      if (style.contentVisibility === 'hidden' && !element.closest('[hidden="until-found"]')) return 'hidden';
      if (Number.parseFloat(style.fontSize) < leastFontSize) return 'hidden';
      if (Number.parseFloat(style.textIndent) < farIndent) return 'hidden';
      const box = element.getBoundingClientRect();
      // Without a box of its own there is nothing to measure (`display: contents`).
      const hasBox = box.width > 0 || box.height > 0;
      if (!hasBox && style.display !== 'contents' && isScaledAway(element)) return 'hidden';
      if (hasBox && isOutOfReach(element, box)) return 'hidden';
      return isInkless(element, style) ? blank : 'seen';
    },
    /** Whether a layer lies over the element's text; asked when all of the page has been looked at. */
    judgeLayers: (element: Element): 'seen' | 'hidden' | 'unsure' =>
      lids.some((lid) => covers(lid, element)) ? blank : 'seen',
    hasLayers: (): boolean => lids.length > 0,
  };

  function isScaledAway(element: Element): boolean {
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { transform, scale } = view.getComputedStyle(at);
      if (/^matrix\(0, 0, 0, 0/.test(transform) || scale === '0') return true;
    }
    return false;
  }
}

// Without a layout engine (tests on a plain DOM) styles are empty: nothing is hidden by them.
const isTransparent = ({ opacity }: CSSStyleDeclaration): boolean =>
  opacity !== '1' && opacity !== '' && Number(opacity) < leastOpacity;
/** `display: none` and `contents`, and what lies in skipped contents (`content-visibility: hidden`). */
const hasNoBox = (element: Element, style: CSSStyleDeclaration): boolean =>
  'checkVisibility' in element
    ? !element.checkVisibility()
    : (style as CSSStyleDeclaration).display === 'none';
const isLayer = ({ position }: CSSStyleDeclaration): boolean =>
  position === 'absolute' || position === 'fixed';
// The shorthand is put together anew each time it is asked for.
const cutsOff = ({ overflowX }: CSSStyleDeclaration): boolean => overflowX !== 'visible' && overflowX !== '';

/** Pages that fade their parts in prepare them: moved a little, or with a change of opacity set up. */
function isToBeRevealed(style: CSSStyleDeclaration): boolean {
  return (
    style.transform !== 'none' ||
    style.animationName !== 'none' ||
    /opacity|transform/.test(style.willChange) ||
    (/opacity|all/.test(style.transitionProperty) && /[1-9]/.test(style.transitionDuration))
  );
}

function hostOf(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
