import { receiveMessages } from '../../utils/browser/messages';
import { startEngine } from '../../utils/chat/engine-host';

// An offscreen document lives until it is closed, whatever it does: there is nothing to keep awake.
const engine = startEngine({ onBusy: () => undefined, onIdle: () => undefined });
receiveMessages(engine.handle);
