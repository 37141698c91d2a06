import { defineBackground } from 'wxt/utils/define-background';
import { answerClicks } from '../utils/browser/doorbell';

/** The doorbell. Firefox's background page is the engine page, which rings it too (see wxt.config.ts). */
export default defineBackground({ exclude: ['firefox'], main: answerClicks });
