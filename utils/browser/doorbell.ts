import { browser } from 'wxt/browser';
import { savePageRequest } from './page-request';
import { openPanel } from './panel';

/** A click on the icon (or its shortcut) opens the panel of that window and names the tab that it opened to us. */
export function answerClicks(): void {
  browser.action.onClicked.addListener((tab) => {
    const { id: tabId, windowId, incognito } = tab;
    // What is stored must not come from a private window, see toSeen in tabs.ts.
    if (incognito) return;
    // Before the panel is asked for: a panel knows by this that a click has opened it.
    const clickedAt = Date.now();
    // Not `openPanelOnActionClick`: that way the click does not grant `activeTab`.
    void openPanel(windowId);
    if (tabId !== undefined) void savePageRequest({ tabId, windowId, clickedAt });
  });
}
