import { answerClicks } from '../../utils/browser/doorbell';
import { holdEngineLife } from '../../utils/browser/engine-page';
import { keepAwake, letRest } from '../../utils/browser/keep-awake';
import { receiveMessages } from '../../utils/browser/messages';
import { onReset } from '../../utils/browser/reset';
import { startEngine } from '../../utils/chat/engine-host';

const isBackgroundPage = import.meta.env.FIREFOX;
if (isBackgroundPage) answerClicks();
holdEngineLife();

// An offscreen document lives until it is closed, whatever it does; Firefox suspends a background page that seems idle.
const nothing = () => undefined;
const engine = startEngine({
  onBusy: isBackgroundPage ? keepAwake : nothing,
  onIdle: isBackgroundPage ? letRest : nothing,
});
receiveMessages(engine.handle);
// What it knows of a database that was deleted must not get into the next one.
onReset(() => location.reload());
