/** Text closer than this to its background's brightness is not read (WCAG contrast ratio; as on pages). */
const leastContrast = 1.15;

/** @param color six hexadecimal digits. */
function luminance(color: string): number {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Whether two colours (six hexadecimal digits each) are the same to the eye. */
export function looksAlike(one: string, other: string): boolean {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05) < leastContrast;
}
