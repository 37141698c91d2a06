import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { keepAwake, letRest } from '../utils/browser/keep-awake';
import { receiveMessages } from '../utils/browser/messages';
import { savePageRequest } from '../utils/browser/page-request';
import { openPanel } from '../utils/browser/panel';

/** The doorbell: a click on the icon (or its shortcut) opens the panel of that window and names the tab that it opened to us. */
export default defineBackground(() => {
  browser.action.onClicked.addListener((tab) => {
    const { id: tabId, windowId } = tab;
    // Not `openPanelOnActionClick`: that way the click does not grant `activeTab`.
    void openPanel(windowId);
    if (tabId !== undefined) void savePageRequest({ tabId, windowId, clickedAt: Date.now() });
  });

  if (import.meta.env.FIREFOX) {
    // Firefox has no offscreen documents; its background page can do all that the engine needs.
    const engine = import('../utils/chat/engine-host').then(({ startEngine }) =>
      startEngine({ onBusy: keepAwake, onIdle: letRest }),
    );
    receiveMessages((message) => {
      const isForEngine =
        typeof message === 'object' && message !== null && 'to' in message && message.to === 'engine';
      return isForEngine ? engine.then(({ handle }) => handle(message)) : undefined;
    });
  }
});
