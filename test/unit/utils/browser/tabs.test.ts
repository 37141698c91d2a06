import { beforeEach, expect, it, vi } from 'vitest';

const open = [
  { id: 1, windowId: 1, url: 'https://example.org/', title: 'Open', incognito: false, active: true },
  { id: 2, windowId: 2, url: 'https://secret.example/', title: 'Secret', incognito: true, active: true },
];
const asked = vi.fn();
vi.mock('wxt/browser', () => ({
  browser: {
    tabs: {
      query: async ({ windowId }: { windowId?: number }) =>
        open.filter((tab) => windowId === undefined || tab.windowId === windowId),
      get: async (tabId: number) => {
        const found = open.find(({ id }) => id === tabId);
        if (!found) throw new Error('no such tab');
        return found;
      },
    },
    scripting: { executeScript: asked },
    action: {
      onClicked: {
        addListener: (listener: typeof click) => {
          click = listener;
        },
      },
    },
    sidePanel: { open: async () => undefined },
    storage: { session: { set: asked } },
  },
}));
let click: (tab: object) => void;
const { activeTab, findTab, findTabWith, listTabs, runReader } = await import(
  '../../../../utils/browser/tabs'
);
const { answerClicks } = await import('../../../../utils/browser/doorbell');

beforeEach(() => asked.mockReset());

it('sees no tab of a private window, by whatever way it is asked for', async () => {
  expect((await listTabs()).map(({ title }) => title)).toEqual(['Open']);
  expect(await findTab(2)).toBeUndefined();
  expect(await findTab(3)).toBeUndefined();
  expect(await activeTab(2)).toBeUndefined();
  expect(await findTabWith('https://secret.example/', 2)).toBeUndefined();
  expect(await findTab(1)).toMatchObject({ title: 'Open' });
  expect(await activeTab(1)).toMatchObject({ title: 'Open' });
});

it('reads none, and hears no click there', async () => {
  await expect(runReader(2, true, false)).rejects.toMatchObject({ code: 'tab-gone' });
  answerClicks();
  click(open[1]!);
  expect(asked).not.toHaveBeenCalled();
  click(open[0]!);
  expect(asked).toHaveBeenCalledOnce();
});
