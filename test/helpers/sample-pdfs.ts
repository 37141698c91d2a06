import type { Page } from 'puppeteer';
import { type PdfToBuild, streamOf } from './build-pdf.ts';

/** 中文网页 in the encoding of 1980, whose characters are only known by a map that comes with the reader. */
export const mappedPdf: PdfToBuild = {
  pages: [{ content: 'BT /F3 12 Tf 72 700 Td <d6d0cec4cdf8d2b3> Tj ET' }],
  fonts: '/F3 10 0 R',
  objects: [
    '<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [11 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 12 0 R >>',
    '<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /StemV 80 >>',
  ],
};

/** A text, four times, as a scanner sees it: on a page of 1240 by 1754 dots. @param tab any page, to draw in. */
export async function photograph(tab: Page, text: string, type: 'image/png' | 'image/jpeg'): Promise<Buffer> {
  const url = await tab.evaluate(
    (shown, kind) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1240, 1754];
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = '#000';
      context.font = '40px sans-serif';
      for (let line = 1; line <= 4; line++) context.fillText(shown, 150, 80 + line * 120);
      return canvas.toDataURL(kind, 0.9);
    },
    text,
    type,
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** A page that is a photograph. */
export function scannedPdf(jpeg: Uint8Array): PdfToBuild {
  const entries =
    '/Subtype /Image /Width 1240 /Height 1754 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode';
  return {
    pages: [{ content: 'q 612 0 0 792 0 0 cm /Im1 Do Q', resources: '/XObject << /Im1 10 0 R >>' }],
    objects: [streamOf(jpeg, entries)],
  };
}
