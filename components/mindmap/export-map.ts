import { toFreemind } from '../../utils/mindmap/freemind';
import type { LevelLook } from '../../utils/mindmap/lay-out-map';
import type { PlainNode } from '../../utils/mindmap/map-node';
import { toOpml } from '../../utils/mindmap/opml';
import { toOutline } from '../../utils/mindmap/to-outline';
import { type MapColors, svgFonts, toSvg } from '../../utils/mindmap/to-svg';
import { toXmind } from '../../utils/mindmap/xmind';
import { AppError } from '../../utils/shared/app-error';
import { toFileName } from '../../utils/shared/file-name';
import { saveFile } from '../ui/save-file';

/** Of a picture, for screens with two dots a pixel. */
const pictureScale = 2;
/** Larger canvases stay empty in some browsers, without a word. */
const mostPicturePixels = 16_000;
const mostPictureArea = 200_000_000;

export type MapFormat = 'md' | 'opml' | 'mm' | 'xmind' | 'svg' | 'png';

function colorsOf(style: CSSStyleDeclaration): MapColors {
  const probe = document.createElement('span');
  document.body.append(probe);
  // Computed: a file knows nothing of our variables, nor of light and dark.
  const color = (name: string) => {
    probe.style.color = style.getPropertyValue(name);
    return getComputedStyle(probe).color;
  };
  const colors = {
    page: color('--color-page'),
    line: color('--color-line'),
    text: color('--color-text'),
    accent: color('--color-accent'),
    accentSoft: color('--color-accent-soft'),
    onAccent: color('--color-on-accent'),
  };
  probe.remove();
  return colors;
}

function drawSvg(root: PlainNode) {
  const context = document.createElement('canvas').getContext('2d')!;
  const measureAt = ({ fontSize, fontWeight }: LevelLook) => {
    const font = `${fontWeight} ${fontSize}px ${svgFonts}`;
    return (text: string) => {
      context.font = font;
      return context.measureText(text).width;
    };
  };
  return toSvg(root, colorsOf(getComputedStyle(document.documentElement)), measureAt);
}

async function drawPng(root: PlainNode): Promise<Blob> {
  const { svg, width, height } = drawSvg(root);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = Math.min(
      pictureScale,
      mostPicturePixels / width,
      mostPicturePixels / height,
      Math.sqrt(mostPictureArea / (width * height)),
    );
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!png) throw new AppError('unexpected', { said: 'the picture could not be drawn' });
    return png;
  } finally {
    URL.revokeObjectURL(url);
  }
}

const makers: Record<MapFormat, (root: PlainNode) => Blob | Promise<Blob>> = {
  md: (root) => new Blob([toOutline(root)], { type: 'text/markdown' }),
  opml: (root) => new Blob([toOpml(root)], { type: 'text/x-opml' }),
  mm: (root) => new Blob([toFreemind(root)], { type: 'application/x-freemind' }),
  xmind: (root) => new Blob([toXmind(root)], { type: 'application/vnd.xmind.workbook' }),
  svg: (root) => new Blob([drawSvg(root).svg], { type: 'image/svg+xml' }),
  png: drawPng,
};

/** Saves a map among the user's downloads. @throws AppError where a picture could not be drawn. */
export async function exportMap(root: PlainNode, format: MapFormat): Promise<void> {
  saveFile(await makers[format](root), `${toFileName(root.label, 'map')}.${format}`);
}
