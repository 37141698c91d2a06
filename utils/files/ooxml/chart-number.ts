const dayMs = 86_400_000;
/** Days before 1970 of the two ways to count days. */
const epochs = { 1900: 25_569, 1904: 24_107 };

/**
 * A stored number of a chart as its axis shows it, as far as it would not be known otherwise: days as dates, shares as percents.
 * @param format as in `mmm\-yy` or `0.0%`.
 */
export function chartNumber(value: string, format: string, isFrom1904: boolean): string {
  const number = Number(value);
  const plain = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '').split(';')[0]!;
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  if (/%/.test(plain)) {
    const decimals = /\.([0#?]+)/.exec(plain)?.[1]?.length ?? 0;
    return `${(number * 100).toFixed(decimals)}%`;
  }
  if (!/[yd]|mmm/i.test(plain)) return value;
  const days = number - epochs[isFrom1904 ? 1904 : 1900];
  // Years 1 to 9999, as dates are written.
  if (!(days > -719_162 && days < 2_932_897)) return value;
  const written = new Date(Math.round(days * dayMs)).toISOString();
  const date = /d/i.test(plain) ? written.slice(0, 10) : written.slice(0, /m/i.test(plain) ? 7 : 4);
  return /h/i.test(plain) ? `${date} ${written.slice(11, 16)}` : date;
}
