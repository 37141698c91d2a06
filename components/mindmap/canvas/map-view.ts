import type { MindElixirInstance } from 'mind-elixir';

/** What a map is moved and scaled to, from the upper left corner of its frame. */
interface Placement {
  x: number;
  y: number;
  scale: number;
}

const scales = { least: 0.1, most: 2 };
/** Smaller labels cannot be read: a map that does not fit shows its beginning. */
const leastReadable = 0.55;
/** Pixels: what is moved by less has only been reckoned in another way. */
const leastMove = 0.05;

/** Where a map stands in its frame. A map that the user has moved or scaled is left where it is. */
export class MapView {
  readonly #mind: MindElixirInstance;
  readonly #onPlace: () => void;
  /** The user has taken hold of the view. */
  isHeld = false;

  /** @param onPlace called where the frame shows another part of the map. */
  constructor(mind: MindElixirInstance, onPlace: () => void) {
    this.#mind = mind;
    this.#onPlace = onPlace;
    // From a corner that growing does not move; the canvas's own origin is the root's middle.
    mind.map.style.transformOrigin = '0 0';
    mind.scale = (scale: number, at?: { x: number; y: number }) => this.#scaleAt(scale, at);
  }

  get #placement(): Placement {
    const { map, scaleVal } = this.#mind;
    const [, x = '0', y = '0'] = /translate3d\(([^,]+),([^,]+)/.exec(map.style.transform) ?? [];
    return { x: Number.parseFloat(x), y: Number.parseFloat(y), scale: scaleVal };
  }

  #place({ x, y, scale }: Placement, isSmooth: boolean): void {
    const { map } = this.#mind;
    // Where only a part of a map is drawn, nothing could be seen on the way.
    const moves = isSmooth && !map.querySelector('[data-far]');
    map.style.transition = moves ? 'transform 0.25s ease-out' : 'none';
    map.style.transform = `translate3d(${x}px, ${y}px, 0) scale(${scale})`;
    if (this.#mind.scaleVal !== scale) {
      this.#mind.scaleVal = scale;
      this.#mind.bus.fire('scale', scale);
    }
    this.#onPlace();
  }

  /** Ends a smooth move where it is seen to be: a hand takes hold of the map there, and the map goes with it at once. */
  stop(): void {
    const { map } = this.#mind;
    if (map.getAnimations().length > 0) {
      const { a, e, f } = new DOMMatrixReadOnly(getComputedStyle(map).transform);
      this.#place({ x: e, y: f, scale: a }, false);
    }
    map.style.transition = 'none';
  }

  #scaleAt(wanted: number, at?: { x: number; y: number }): void {
    const frame = this.#mind.container.getBoundingClientRect();
    const { x, y, scale } = this.#placement;
    const next = Math.min(scales.most, Math.max(scales.least, wanted));
    const fixedX = at?.x ? at.x - frame.left : frame.width / 2;
    const fixedY = at?.y ? at.y - frame.top : frame.height / 2;
    this.isHeld = true;
    this.#place(
      {
        x: fixedX - ((fixedX - x) * next) / scale,
        y: fixedY - ((fixedY - y) * next) / scale,
        scale: next,
      },
      false,
    );
  }

  zoom(factor: number): void {
    this.#scaleAt(this.#mind.scaleVal * factor);
  }

  /**
   * Shows all of the map.
   * @param isWhole also where it is too small to be read then; else its beginning, or its end while it grows.
   */
  fit({ isSmooth = true, isWhole = false, isGrowing = false } = {}): void {
    const { container, nodes } = this.#mind;
    const width = nodes.offsetWidth;
    const height = nodes.offsetHeight;
    const frame = { width: container.clientWidth, height: container.clientHeight };
    if (frame.width === 0 || width === 0) return;
    const least = isWhole ? scales.least : leastReadable;
    const scale = Math.max(least, Math.min(1, frame.width / width, frame.height / height));
    const spare = { x: frame.width - width * scale, y: frame.height - height * scale };
    this.isHeld = false;
    this.#place(
      {
        x: spare.x >= 0 ? spare.x / 2 : 0,
        y: spare.y >= 0 ? spare.y / 2 : isGrowing ? spare.y : this.#aroundRoot(scale, frame.height, height),
        scale,
      },
      isSmooth,
    );
  }

  /** The root in the middle of a frame that is too low for the map. */
  #aroundRoot(scale: number, frameHeight: number, height: number): number {
    const root = this.#mind.nodes.querySelector<HTMLElement>('me-root');
    const middle = root ? root.offsetTop + root.offsetHeight / 2 : height / 2;
    return Math.min(0, Math.max(frameHeight - height * scale, frameHeight / 2 - middle * scale));
  }

  /** Does something to the map, after which an element of it stands where it stood. */
  keep(elementOf: () => Element | null | undefined, act: () => void): void {
    const before = elementOf()?.getBoundingClientRect();
    act();
    const after = elementOf()?.getBoundingClientRect();
    if (!before || !after) return;
    const dx = before.left - after.left;
    const dy = before.top - after.top;
    if (Math.hypot(dx, dy) < leastMove) return;
    const { x, y, scale } = this.#placement;
    this.#place({ x: x + dx, y: y + dy, scale }, false);
  }

  /** How high the map is where it is as wide as its frame at most. */
  height(): number {
    const { container, nodes } = this.#mind;
    const scale = Math.min(1, container.clientWidth / Math.max(1, nodes.offsetWidth));
    return Math.ceil(nodes.offsetHeight * Math.max(leastReadable, scale));
  }

  /** Moves the map by as little as shows an element; of one that is larger than the frame, its beginning. */
  reveal(element: Element): void {
    const frame = this.#mind.container.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const edge = Math.min(24, frame.width / 20);
    const shift = (start: number, end: number, from: number, to: number) => {
      if (start < from || end - start > to - from) return from - start;
      return Math.min(0, to - end);
    };
    const dx = shift(box.left, box.right, frame.left + edge, frame.right - edge);
    const dy = shift(box.top, box.bottom, frame.top + edge, frame.bottom - edge);
    if (dx === 0 && dy === 0) return;
    const { x, y, scale } = this.#placement;
    this.isHeld = true;
    this.#place({ x: x + dx, y: y + dy, scale }, true);
  }
}
