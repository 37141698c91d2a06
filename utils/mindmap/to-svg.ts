import { escapeXml } from './escape-xml';
import { type LevelLook, layOutMap, levelLook, lineHeight, type PlacedNode } from './lay-out-map';
import type { PlainNode } from './map-node';
import type { MeasureText } from './wrap-label';

/** Colours of a drawn map, as CSS has them. */
export interface MapColors {
  page: string;
  line: string;
  text: string;
  accent: string;
  accentSoft: string;
  onAccent: string;
}

/** Fonts that every system knows by these names: a file names no font of ours. */
export const svgFonts =
  'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

const round = (value: number): number => Math.round(value * 10) / 10;

const boxOf = (depth: number, colors: MapColors): { fill: string; text: string; stroke: string } => {
  if (depth === 0) return { fill: colors.accent, text: colors.onAccent, stroke: colors.accent };
  if (depth === 1) return { fill: colors.accentSoft, text: colors.text, stroke: colors.accentSoft };
  return { fill: colors.page, text: colors.text, stroke: colors.line };
};

function drawLine(node: PlacedNode, parent: PlacedNode): string {
  const startX = parent.x + parent.width;
  const startY = parent.y + parent.height / 2;
  const endY = node.y + node.height / 2;
  const middle = round((startX + node.x) / 2);
  return `<path d="M${round(startX)} ${round(startY)}C${middle} ${round(startY)} ${middle} ${round(endY)} ${round(node.x)} ${round(endY)}"/>`;
}

function drawNode(node: PlacedNode, colors: MapColors): string {
  const { fontSize, fontWeight, paddingX, paddingY } = levelLook(node.depth);
  const { fill, text, stroke } = boxOf(node.depth, colors);
  const box = `<rect x="${round(node.x)}" y="${round(node.y)}" width="${node.width}" height="${node.height}" rx="8" fill="${fill}" stroke="${stroke}"/>`;
  const x = round(node.x + paddingX);
  const lines = node.lines.map((line, index) => {
    const y = round(node.y + paddingY + (index + 0.5) * fontSize * lineHeight + fontSize * 0.35);
    return `<tspan x="${x}" y="${y}">${escapeXml(line)}</tspan>`;
  });
  return `${box}<text font-size="${fontSize}" font-weight="${fontWeight}" fill="${text}">${lines.join('')}</text>`;
}

/**
 * A map as a picture that needs nothing else: shapes and plain text, no script, no style sheet, no address.
 * @param measureAt how wide texts are in a look.
 */
export function toSvg(
  root: PlainNode,
  colors: MapColors,
  measureAt: (look: LevelLook) => MeasureText,
): { svg: string; width: number; height: number } {
  const { width, height, nodes } = layOutMap(root, measureAt);
  const lines = nodes.map((node) => (node.parent ? drawLine(node, node.parent) : '')).join('');
  const boxes = nodes.map((node) => drawNode(node, colors)).join('\n');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(svgFonts)}">
<title>${escapeXml(root.label)}</title>
<rect width="100%" height="100%" fill="${colors.page}"/>
<g fill="none" stroke="${colors.accent}" stroke-opacity="0.45" stroke-width="1.5">${lines}</g>
${boxes}
</svg>
`;
  return { svg, width, height };
}
