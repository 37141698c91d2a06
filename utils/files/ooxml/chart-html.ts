import { escapeHtml, tableHtml } from '../html-text';
import { atPath, childOf, childrenOf, descendantsOf, textOf, type XmlElement } from '../xml-tree';
import { chartNumber } from './chart-number';
import { bodyText } from './drawing-text';

/** More points than a reader can see in a chart are damage, or an attack. */
const mostPoints = 100_000;

type Show = (value: string, format: string) => string;
const asStored: Show = (value) => value;

/** What a reference shows: the values that were drawn last, by their place. */
function pointsOf(data: XmlElement | undefined, show = asStored): Map<number, string> {
  const points = new Map<number, string>();
  if (!data) return points;
  const format = textOf(descendantsOf(data, 'formatCode').next().value ?? undefined);
  // Categories of several levels: the outer ones stand after the inner ones.
  const levels = [...descendantsOf(data, 'lvl')];
  for (const level of levels.length > 0 ? levels.reverse() : [data])
    for (const point of descendantsOf(level, 'pt')) {
      const index = Number(point.attributes.idx);
      if (!(index >= 0 && index < mostPoints)) continue;
      const before = points.get(index);
      const stored = textOf(childOf(point, 'v') ?? point).trim();
      const value = show(stored, point.attributes.formatCode ?? format);
      points.set(index, before ? `${before} ${value}` : value);
    }
  return points;
}

const nameOf = (series: XmlElement): string => {
  const name = childOf(series, 'tx');
  return name ? [...pointsOf(name).values()].join(' ') || textOf(childOf(name, 'v')) : '';
};

/** What is written at points, where it is more than their values: by hand, or from other cells. */
function labelsOf(series: XmlElement): Map<number, string> {
  const range = descendantsOf(series, 'datalabelsRange').next().value;
  const labels = pointsOf(range ?? undefined);
  for (const label of childrenOf(childOf(series, 'dLbls'), 'dLbl')) {
    const index = Number(childOf(label, 'idx')?.attributes.val);
    // Fields stand for the point's own value and names, and for other cells.
    const own = bodyText(atPath(label, 'tx', 'rich')).replace(/\[[A-Z ]+\]/g, '');
    if (own.trim()) labels.set(index, [labels.get(index), own.trim()].filter(Boolean).join(' '));
  }
  return labels;
}

const titleOf = (element: XmlElement | undefined): string => {
  const title = childOf(element, 'title');
  return title ? bodyText(atPath(title, 'tx', 'rich')) || [...pointsOf(title).values()].join(' ') : '';
};

/**
 * A chart as a table: a row for each category, a column for each series; its titles above.
 * @param space root of a chart part (`c:chartSpace`, also the newer `cx:chartSpace`).
 */
export function chartHtml(space: XmlElement | undefined): string {
  const chart = childOf(space, 'chart');
  const plot = childOf(chart, 'plotArea');
  if (!space || !chart) return '';
  const titles = [titleOf(chart), ...childrenOf(plot).map(titleOf)].filter(Boolean);
  const heading = titles.map((title) => `<p>${escapeHtml(title)}</p>`).join('');
  const isFrom1904 = /^(?:1|true)$/.test(childOf(space, 'date1904')?.attributes.val ?? '');
  const show: Show = (value, format) => chartNumber(value, format, isFrom1904);
  const series = [...descendantsOf(chart, 'ser')].map((element) => {
    const values = pointsOf(childOf(element, 'val') ?? childOf(element, 'yVal'), show);
    for (const [index, label] of labelsOf(element))
      values.set(index, `${values.get(index) ?? ''} (${label})`.trim());
    return {
      name: nameOf(element),
      categories: pointsOf(childOf(element, 'cat') ?? childOf(element, 'xVal'), show),
      values,
    };
  });
  if (series.length === 0) {
    const newer = [...descendantsOf(space, 'pt')].map((point) => textOf(point).trim()).filter(Boolean);
    return heading + (newer.length > 0 ? `<p>${escapeHtml(newer.join(', '))}</p>` : '');
  }
  // Points of a scatter chart have places of their own in each series.
  const categories = series.find(({ categories }) => categories.size > 0)?.categories ?? new Map();
  const isShared = series.every(
    (one) =>
      one.categories.size === 0 ||
      [...one.categories].every(([index, text]) => categories.get(index) === text),
  );
  const tableOf = (shown: typeof series, names: Map<number, string>) => {
    const indices = new Set([...names.keys(), ...shown.flatMap(({ values }) => [...values.keys()])]);
    return tableHtml([
      ['', ...shown.map(({ name }) => name)],
      ...[...indices]
        .sort((a, b) => a - b)
        .map((index) => [names.get(index) ?? '', ...shown.map(({ values }) => values.get(index) ?? '')]),
    ]);
  };
  return (
    heading +
    (isShared ? tableOf(series, categories) : series.map((one) => tableOf([one], one.categories)).join(''))
  );
}
