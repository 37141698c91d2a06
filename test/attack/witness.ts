import type { Page } from 'puppeteer';
import { type Watch, watchPage } from './watch-page.ts';

export interface Finding {
  kind: 'script' | 'navigation' | 'markup' | 'policy' | 'pollution' | 'covered';
  /** Where it was seen. */
  place: string;
  said: string;
}

/** What the user must be able to reach whatever an answer says. */
const controls = ['composer', 'history', 'settings', 'model-picker'];

/** Watches a page for what must not happen in it. */
export class Witness {
  readonly #page: Page;
  readonly findings: Finding[];
  #place = '';

  private constructor(page: Page, findings: Finding[]) {
    this.#page = page;
    this.findings = findings;
  }

  /**
   * Starts to watch a page, which is loaded anew where it is loaded already, so that nothing is missed.
   * @param home what the page's addresses begin with: elsewhere it must not go.
   * @param findings of a witness whose findings it adds to; its own by default.
   */
  static async of(page: Page, home: string, findings: Finding[] = []): Promise<Witness> {
    const witness = new Witness(page, findings);
    await page.evaluateOnNewDocument(watchPage);
    page.on('dialog', (dialog) => {
      witness.#add('script', `${dialog.type()}: ${dialog.message()}`);
      void dialog.dismiss().catch(() => undefined);
    });
    page.on('error', (error) => witness.#add('script', `the page has crashed: ${error.message}`));
    if (page.url().startsWith(home)) await page.reload();
    page.on('framenavigated', (frame) => {
      if (frame.parentFrame() || !frame.url().startsWith(home)) witness.#add('navigation', frame.url());
    });
    page.on('popup', (popup) => {
      witness.#add('navigation', `a window with ${popup?.url()}`);
      void popup?.close().catch(() => undefined);
    });
    return witness;
  }

  #add(kind: Finding['kind'], said: string): void {
    this.findings.push({ kind, place: this.#place, said });
  }

  /** Looks at the page as it is now, and at what was seen since the last look. @param place named in findings up to here. */
  async look(place: string): Promise<void> {
    this.#place = place;
    const seen = await this.#page.evaluate(() =>
      (globalThis as unknown as { __watch: Watch }).__watch.drain(),
    );
    for (const [kind, said] of seen) this.#add(kind, said);
  }

  /** Unfolds all that is folded. */
  openFolds(): Promise<void> {
    return this.#page.$$eval('details', (folds) => {
      for (const fold of folds) fold.open = true;
    });
  }

  /** Clicks every link that an answer shows, and looks. Those to the web are held back in the last moment: to follow one is the user's right. */
  async clickLinks(place: string): Promise<void> {
    await this.#page.evaluate(() => {
      const hold = (event: Event) => {
        const link = (event.target as Element).closest('a');
        if (link && /^(?:https?|mailto):$/.test(link.protocol)) event.preventDefault();
      };
      window.addEventListener('click', hold);
      const links = '[data-testid="answer-block"] :is(a, area, .md-image, [role="link"])';
      for (const link of document.querySelectorAll<HTMLElement>(links)) link.click();
      window.removeEventListener('click', hold);
    });
    await this.look(place);
  }

  /** Looks whether the panel can still be used: nothing is drawn over its own controls. */
  async lookAtControls(place: string): Promise<void> {
    this.#place = place;
    const covered = await this.#page.evaluate(
      (ids) =>
        ids.filter((id) => {
          const control = document.querySelector(`[data-testid="${id}"]`);
          const box = control?.getBoundingClientRect();
          if (!control || !box) return true;
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return !top || !(control.contains(top) || top.contains(control));
        }),
      controls,
    );
    for (const id of covered) this.#add('covered', id);
  }
}
