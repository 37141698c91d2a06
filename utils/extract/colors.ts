/** Channels 0 to 255, alpha 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

const colors = new Map<string, Rgba | undefined>();

/** Computed colours come as `rgb()` or `rgba()`, in wide gamuts as `color(srgb …)`; other forms are not judged. */
export function parseColor(text: string): Rgba | undefined {
  const found = colors.get(text);
  if (found || colors.has(text)) return found;
  const read = readColor(text);
  colors.set(text, read);
  return read;
}

function readColor(text: string): Rgba | undefined {
  const numbers = text.match(/[\d.]+(?:e-?\d+)?%?/g)?.map(Number.parseFloat);
  if (!numbers || numbers.length < 3) return undefined;
  const [red, green, blue, alpha = 1] = numbers as [number, number, number, number?];
  if (text.startsWith('rgb')) return [red, green, blue, alpha];
  if (text.startsWith('color(srgb')) return [red * 255, green * 255, blue * 255, alpha];
  return undefined;
}

/** The colour seen where one lies over another that is opaque. */
export function over(top: Rgba, bottom: Rgba): Rgba {
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

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(a: Rgba, b: Rgba): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
