import { contrast, over, parseColor, type Rgba } from './colors';

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
/** Stand in a line as boxes with a size of their own, which cut off what is larger. */
const boxesInLine = new Set(['img', 'svg', 'iframe', 'frame']);
/** Boxes with more children are lists, not stacks of layers. */
const mostLayers = 20;

const white: Rgba = [255, 255, 255, 1];
/** How browsers write the background of nearly every element. */
const clear = 'rgba(0, 0, 0, 0)';

/**
 * Judges whether a reader can see the text of a page's elements, from layout and style. Remembers: ancestors are shared.
 * @param page a live document, laid out by a browser.
 * @param body of what is read: of the document itself, or of a page that is laid out within it.
 */
export function watchVisibility(page: Document, body: Element | null = page.body) {
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

  /** What is said of a text that is there, and is not to be seen. */
  let blank: 'unsure' | 'hidden' | undefined;
  const judgeBlank = (): 'unsure' | 'hidden' => {
    // Colours and layers mean little while a style sheet is on its way, or could not be had.
    blank ??= lacksStyles(page) ? 'unsure' : 'hidden';
    return blank;
  };
  let pageLength: number | undefined;
  const holdsMuch = (element: Element): boolean => {
    pageLength ??= body?.textContent?.length ?? 0;
    return (element.textContent?.length ?? 0) > mostOfPage * pageLength;
  };
  /** Whether something transparent will be faded in: it is prepared for that, or it is most of the page. */
  const waits = (element: Element, style: CSSStyleDeclaration): boolean =>
    isToBeRevealed(style) || holdsMuch(element);

  /** The colour behind what an element holds, by background colours alone. */
  function layOver(behind: Rgba | undefined, { backgroundColor }: CSSStyleDeclaration): Rgba | undefined {
    if (backgroundColor === clear) return behind;
    const own = parseColor(backgroundColor);
    if (!own || own[3] === 1) return own;
    return own[3] > 0 ? behind && over(own, behind) : behind;
  }

  /** The same for an element by itself; null stands for what is around the page. */
  function backdropOf(element: Element | null): Rgba | undefined {
    const path: Element[] = [];
    let at = element;
    for (; at && !backdrops.has(at); at = at.parentElement ?? hostOf(at)) path.push(at);
    let backdrop = at ? backdrops.get(at) : canvas;
    for (const next of path.reverse()) {
      backdrop = layOver(backdrop, view.getComputedStyle(next));
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

  const inks = new Map<Rgba | undefined, Map<string, 'clear' | 'lost' | 'seen'>>();
  /** Whether letters of a colour are transparent, or cannot be told from what is behind them. */
  function judgeInk(ink: string, behind: Rgba | undefined): 'clear' | 'lost' | 'seen' {
    let known = inks.get(behind);
    if (!known) {
      known = new Map();
      inks.set(behind, known);
    }
    let found = known.get(ink);
    if (found === undefined) {
      const color = parseColor(ink);
      const isLost = color && behind && contrast(over(color, behind), behind) < leastContrast;
      found = color && color[3] < leastOpacity ? 'clear' : isLost ? 'lost' : 'seen';
      known.set(ink, found);
    }
    return found;
  }

  function isInkless(element: Element, style: CSSStyleDeclaration, behind: Rgba | undefined): boolean {
    const judgement = judgeInk(style.webkitTextFillColor || style.color, behind);
    if (judgement === 'seen') return false;
    // Letters cut out of a picture or a gradient are transparent themselves; a shadow draws them all the same.
    if (style.textShadow !== 'none' || /text/.test(style.backgroundClip)) return false;
    return judgement === 'clear' || !isBackdropUnknown(element);
  }

  /** The nearest ancestor that cuts off what stands outside it, short of the page. */
  function clipperOf(element: Element): Element | null {
    for (let at = element.parentElement; at && at !== body; at = at.parentElement)
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
  function isCutOff(element: Element, style: CSSStyleDeclaration, clips: boolean): boolean {
    if (/^rect\((?:0px|1px)(?:,? (?:0px|1px)){3}\)$/.test(style.clip) && style.position === 'absolute')
      return true;
    if (
      /inset\((?:5\d|[6-9]\d|100)%|circle\(0|polygon\((?:0(?:px|%)? 0(?:px|%)?,? ?)+\)/.test(style.clipPath)
    )
      return true;
    if (!clips) return false;
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1;
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
    if (!around || around === body || around.childElementCount > mostLayers) return false;
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
     * @param display the style's, which the caller has asked for already: each question to a computed style takes its time.
     */
    look(element: Element, style: CSSStyleDeclaration, display: string): 'shown' | 'waiting' | 'hidden' {
      if (display === 'none') return 'hidden';
      if (display === 'contents') return 'shown';
      // What stands in a line floats nowhere, and neither skips its contents nor cuts them off: none of that is to be asked.
      const isInLine = display === 'inline' && !boxesInLine.has(element.localName);
      // Skipped contents; the browser's own search unfolds some of them.
      if (
        !isInLine &&
        style.contentVisibility === 'hidden' &&
        element.getAttribute('hidden') !== 'until-found'
      )
        return 'hidden';
      if (isTransparent(style)) return waits(element, style) ? 'waiting' : 'hidden';
      const isFloating = !isInLine && isLayer(style);
      if (isFloating && isLid(element, style)) lids.push(element);
      const clips = !isInLine && cutsOff(style);
      if (!isFloating && !clips && (style.clipPath || 'none') === 'none') return 'shown';
      return isCutOff(element, style, clips) && !holdsMuch(element) ? 'hidden' : 'shown';
    },
    /** Takes note of an element that holds nothing: it may lie over others. */
    noteEmpty(element: Element, style: CSSStyleDeclaration, display: string): void {
      if (display !== 'inline' && display !== 'none' && isLayer(style) && isLid(element, style))
        lids.push(element);
    },
    layOver,
    backdropOf,
    /**
     * Whether the text right inside the element can be seen; `unsure` where a missing style sheet may be why it cannot.
     * @param behind see layOver.
     */
    judgeOwnText(
      element: Element,
      style: CSSStyleDeclaration,
      behind: Rgba | undefined = backdropOf(element),
    ): 'seen' | 'hidden' | 'unsure' {
      if (style.visibility !== 'visible') return 'hidden';
      if (Number.parseFloat(style.fontSize) < leastFontSize) return 'hidden';
      const { textIndent } = style;
      if (textIndent !== '0px' && Number.parseFloat(textIndent) < farIndent) return 'hidden';
      const box = element.getBoundingClientRect();
      // Without a box of its own there is nothing to measure (`display: contents`).
      const hasBox = box.width > 0 || box.height > 0;
      if (!hasBox && style.display !== 'contents' && isScaledAway(element)) return 'hidden';
      if (hasBox && isOutOfReach(element, box)) return 'hidden';
      return isInkless(element, style, behind) ? judgeBlank() : 'seen';
    },
    /** Whether a layer lies over the element's text; asked when all of the page has been looked at. */
    judgeLayers: (element: Element): 'seen' | 'hidden' | 'unsure' =>
      lids.some((lid) => covers(lid, element)) ? judgeBlank() : 'seen',
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

/** Whether a style sheet of the page is not there. */
const lacksStyles = (page: Document): boolean =>
  [
    // The second form is how pages load a style sheet late.
    ...page.querySelectorAll<HTMLLinkElement>(
      'link[rel~="stylesheet"], link[rel~="preload"][as="style"][onload]',
    ),
  ].some(({ sheet, disabled }) => !sheet && !disabled);

// Without a layout engine (tests on a plain DOM) styles are empty: nothing is hidden by them.
const isTransparent = ({ opacity }: CSSStyleDeclaration): boolean =>
  opacity !== '1' && opacity !== '' && Number(opacity) < leastOpacity;
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
