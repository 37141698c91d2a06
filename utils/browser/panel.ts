import { browser } from 'wxt/browser';

/** Must be called in the very task of a user's click: both browsers refuse it later. */
export function openPanel(windowId: number): Promise<void> {
  if (browser.sidePanel) return browser.sidePanel.open({ windowId });
  return (browser as unknown as { sidebarAction: { open(): Promise<void> } }).sidebarAction.open();
}

/** Shows a mind map in full size, in a tab of its own. */
export const openMap = async (id: string): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL(`/map.html?id=${encodeURIComponent(id)}`) });
};

/** Shows a chat in a tab of its own, beside or instead of the panel. */
export const openChatTab = async (chatId: string): Promise<void> => {
  await browser.tabs.create({
    url: browser.runtime.getURL(`/sidepanel.html?chat=${encodeURIComponent(chatId)}`),
  });
};

/**
 * Shows a temporary chat in the place of this page's.
 * @param chatId of the chat that is shown: one that nobody has asked anything in goes along, see startTemporary.
 */
export const openTemporary = (chatId: string): void =>
  location.replace(`/sidepanel.html?temporary=${encodeURIComponent(chatId)}`);

/** Ends this page's temporary chats and shows one that is stored: the one given, else the one used last. */
export const leaveTemporary = (chatId?: string): void =>
  location.replace(`/sidepanel.html${chatId ? `?chat=${encodeURIComponent(chatId)}` : ''}`);

export const openOptions = (): Promise<void> => browser.runtime.openOptionsPage();

/** Opens the settings where they show what is stored. */
export const openStorageSettings = async (): Promise<void> => {
  await browser.tabs.create({ url: browser.runtime.getURL('/options.html#storage') });
};
