import { createWorker, PSM } from 'tesseract.js';
import { AppError } from '../shared/app-error';
import type { Recogniser } from './open-recogniser';
import { packaged } from './packaged';

/**
 * One at a time: read together, lines in Chinese came out as Latin letters that meant nothing. The second knows Latin letters too, for
 * pages that have both.
 */
const languages = ['eng', 'chi_sim'] as const;
type Language = (typeof languages)[number];
/** As sure as this of its letters (percent), a language is the page's own; of a page in another one it is sure of 60 to 72. */
const sureOf = 78;
const han = '[\\u3000-\\u303f\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef]';
const spaceInHan = new RegExp(`(?<=${han})[ \\t]+(?=${han})`, 'gu');

/**
 * Reads text in pictures on this machine: English and simplified Chinese, in lines. The engine is loaded with the first picture, in a
 * worker below ours, which ends with it.
 */
export function createRecogniser(): Recogniser {
  let onProgress: (share: number) => void = () => undefined;
  /** The last page's: the next one is most likely in it as well. */
  let language: Language = languages[0];
  const load = async () => {
    try {
      const worker = await createWorker(language, undefined, {
        workerPath: packaged('recogniser/worker.min.js')!,
        corePath: packaged('recogniser/tesseract-core-simd-lstm.js')!,
        langPath: packaged('recogniser')!,
        workerBlobURL: false,
        cacheMethod: 'none',
        logger: ({ progress }) => onProgress(progress),
        errorHandler: () => undefined,
      });
      return { worker, loaded: language };
    } catch (error) {
      throw new AppError('engine-failed', {}, error);
    }
  };
  let loading: ReturnType<typeof load> | undefined;

  async function readIn(wanted: Language, picture: OffscreenCanvas) {
    loading ??= load();
    const engine = await loading;
    if (engine.loaded !== wanted) await engine.worker.reinitialize(wanted);
    engine.loaded = wanted;
    // Pages have columns, headings and pictures of their own.
    await engine.worker.setParameters({ tessedit_pageseg_mode: PSM.AUTO });
    const { data } = await engine.worker.recognize(picture);
    return { language: wanted, text: data.text, confidence: data.confidence };
  }

  return {
    async read(picture, listener) {
      onProgress = listener;
      let best = await readIn(language, picture);
      for (const other of languages) {
        if (best.confidence >= sureOf || other === best.language) continue;
        const again = await readIn(other, picture);
        if (again.confidence > best.confidence) best = again;
      }
      language = best.language;
      return best.text
        .replace(spaceInHan, '')
        .replace(/[ \t]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim();
    },
    async close() {
      await (await loading)?.worker.terminate();
    },
  };
}
