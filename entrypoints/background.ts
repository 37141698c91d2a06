import { defineBackground } from 'wxt/utils/define-background';
import { closeStorage } from '../utils/browser/close-storage';
import { answerClicks } from '../utils/browser/doorbell';

/** The doorbell. Firefox's background page is the engine page, which rings it too (see wxt.config.ts). */
export default defineBackground({
  exclude: ['firefox'],
  main() {
    answerClicks();
    void closeStorage();
  },
});
