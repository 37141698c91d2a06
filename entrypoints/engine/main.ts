import { answerClicks } from '../../utils/browser/doorbell';
import { keepAwake, letRest } from '../../utils/browser/keep-awake';
import { receiveMessages } from '../../utils/browser/messages';
import { startEngine } from '../../utils/chat/engine-host';

const isBackgroundPage = import.meta.env.FIREFOX;
if (isBackgroundPage) answerClicks();

// An offscreen document lives until it is closed, whatever it does; Firefox suspends a background page that seems idle.
const nothing = () => undefined;
const engine = startEngine({
  onBusy: isBackgroundPage ? keepAwake : nothing,
  onIdle: isBackgroundPage ? letRest : nothing,
});
receiveMessages(engine.handle);
