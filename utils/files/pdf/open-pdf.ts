import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { AppError } from '../../shared/app-error';
import { packaged } from '../packaged';
import type { Matrix, PageMarks } from './page-marks';
import { type OperatorList, type TraceFont, tracePage } from './trace-page';

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

/** pdf.js in this very worker: one of its own would outlive ours when that is ended. */
async function loadPdfjs(): Promise<Pdfjs> {
  const isNew = !('pdfjsWorker' in globalThis);
  // Without a window it takes the worker for its own, and would answer whoever has started it.
  if (isNew) Object.assign(globalThis, { window: globalThis });
  const worker = await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
  if (isNew) Reflect.deleteProperty(globalThis, 'window');
  Object.assign(globalThis, { pdfjsWorker: worker });
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

/** Larger, a picture is not drawn: 50 million dots take 200 MB. */
const mostPictureDots = 50_000_000;

/** Canvases that need no page. */
class WorkerCanvasFactory {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(Math.ceil(width), Math.ceil(height));
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }
  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number): void {
    canvas.width = Math.ceil(width);
    canvas.height = Math.ceil(height);
  }
  destroy({ canvas }: { canvas: OffscreenCanvas }): void {
    canvas.width = 0;
    canvas.height = 0;
  }
}

/** SVG filters need a page; without them a few blends and masks are drawn plainer. */
class NoFilterFactory {
  addFilter = () => 'none';
  addHCMFilter = () => 'none';
  addAlphaFilter = () => 'none';
  addLuminosityFilter = () => 'none';
  addKnockoutFilter = () => 'none';
  addHighlightHCMFilter = () => 'none';
  addSelectionHCMFilter = () => 'none';
  addSelectionFilter = () => 'none';
  createSelectionStyle = () => null;
  destroy = () => undefined;
}

export interface PdfPage {
  /** What is drawn on it. @throws what pdf.js throws over a broken page. */
  trace(): Promise<PageMarks>;
  /** Also those that are hidden: what they hold is counted. */
  annotations(): Promise<unknown[]>;
  /** Draws it. @param mostDots larger, it is drawn smaller. */
  draw(dotsPerInch: number, mostDots: number): Promise<OffscreenCanvas>;
  /** Lets go of what it took to read it. */
  close(): void;
}

export interface Pdf {
  pageCount: number;
  /** As printed on the pages; null where the document does not say. */
  labels: (string | null)[] | null;
  /** Its form is in XML of Adobe's (XFA); what stands on its pages asks for another reader. */
  hasOwnForm: boolean;
  page(number: number): Promise<PdfPage>;
  /** Files in the document's own list. @throws what pdf.js throws over a broken one. */
  attachments(): Promise<{ name: string; id: string }[]>;
  /** @param id of an attachment, or of a file that a page's annotation names. @returns undefined where there is none. */
  attachment(id: string): Promise<Uint8Array | undefined>;
  /** Lets go of fonts and pictures that pages shared. */
  rest(): Promise<void>;
  close(): Promise<void>;
}

/** The fonts that a page names; they arrive a little after its operators. */
async function fontsOf(page: PDFPageProxy, operators: OperatorList, setFont: number) {
  const fonts = new Map<string, TraceFont>();
  const names = operators.fnArray.flatMap((op, index) =>
    op === setFont ? [(operators.argsArray[index] as [string])[0]] : [],
  );
  for (const name of new Set(names)) {
    const font = await new Promise((resolve) => page.commonObjs.get(name, resolve));
    // One that could not be read is told by its error's text.
    if (typeof font === 'object' && font !== null) fonts.set(name, font);
  }
  return fonts;
}

function openPage(pdfjs: Pdfjs, document: PDFDocumentProxy, page: PDFPageProxy, layers: Layers): PdfPage {
  const viewport = page.getViewport({ scale: 1 });
  return {
    async trace() {
      const operators = await page.getOperatorList();
      const fonts = await fontsOf(page, operators, pdfjs.OPS.setFont);
      return tracePage(operators, {
        view: viewport.transform as unknown as Matrix,
        width: viewport.width,
        height: viewport.height,
        ops: pdfjs.OPS as unknown as Record<string, number>,
        fontOf: (name) => fonts.get(name),
        isShown: (layer) => layers.isVisible(layer),
      });
    },
    annotations: () => page.getAnnotations({ intent: 'any' }),
    async draw(dotsPerInch, mostDots) {
      const wanted = dotsPerInch / 72;
      const scale = Math.min(wanted, Math.sqrt(mostDots / (viewport.width * viewport.height)));
      const shown = page.getViewport({ scale });
      const canvas = new OffscreenCanvas(Math.ceil(shown.width), Math.ceil(shown.height));
      const canvasContext = canvas.getContext('2d', { willReadFrequently: true });
      await page.render({
        canvas: null,
        canvasContext: canvasContext as unknown as CanvasRenderingContext2D,
        viewport: shown,
        optionalContentConfigPromise: document.getOptionalContentConfig(),
      }).promise;
      return canvas;
    },
    close: () => void page.cleanup(),
  };
}

interface Layers {
  isVisible(layer: unknown): boolean;
}

/**
 * Opens a PDF. Nothing in it runs or loads: no scripts, no XFA, no links; attachments are only taken out.
 * @param bytes are taken over.
 * @param hasPictures whether its pictures are opened as well: only then are they known of, and drawn.
 * @throws AppError `file-locked`, `password-wrong`, `file-broken`
 */
export async function openPdf(
  bytes: Uint8Array<ArrayBuffer>,
  password: string | undefined,
  hasPictures: boolean,
): Promise<Pdf> {
  const pdfjs = await loadPdfjs();
  const folder = (path: string) => {
    const url = packaged(path);
    return url ? { url } : undefined;
  };
  const [cMaps, fonts, wasm, profiles] = ['cmaps/', 'standard_fonts/', 'wasm/', 'iccs/'].map((path) =>
    folder(`pdfjs/${path}`),
  );
  const isInWorker = cMaps !== undefined;
  const task = pdfjs.getDocument({
    data: bytes,
    ...(password === undefined ? {} : { password }),
    ...(isInWorker
      ? {
          cMapUrl: cMaps.url,
          standardFontDataUrl: fonts!.url,
          wasmUrl: wasm!.url,
          iccUrl: profiles!.url,
          CanvasFactory: WorkerCanvasFactory,
          FilterFactory: NoFilterFactory,
        }
      : {}),
    useWorkerFetch: isInWorker,
    // Fonts are drawn as paths: a worker has no page to load them in.
    disableFontFace: true,
    useSystemFonts: false,
    disableWorkerRendering: true,
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: hasPictures ? mostPictureDots : 0,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const [labels, layers, { info }] = await Promise.all([
      document.getPageLabels().catch(() => null),
      document.getOptionalContentConfig(),
      document.getMetadata(),
    ]);
    const { IsXFAPresent, IsAcroFormPresent } = info as Record<string, unknown>;
    return {
      pageCount: document.numPages,
      labels,
      hasOwnForm: IsXFAPresent === true && IsAcroFormPresent === false,
      page: async (number) => openPage(pdfjs, document, await document.getPage(number), layers),
      attachments: async () =>
        [...((await document.getAttachments()) ?? [])].map(([id, { filename }]) => ({ name: filename, id })),
      attachment: async (id) => (await document.getAttachmentContent(id)) ?? undefined,
      rest: () => document.cleanup(),
      close: () => task.destroy(),
    };
  } catch (error) {
    await task.destroy();
    if (!(error instanceof pdfjs.PasswordException))
      throw new AppError('file-broken', { kind: 'PDF' }, error);
    const isWrong = error.code === pdfjs.PasswordResponses.INCORRECT_PASSWORD;
    throw new AppError(isWrong ? 'password-wrong' : 'file-locked', {}, error);
  }
}
