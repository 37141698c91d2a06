import type { Answer, AnswerStatus } from '../messages/chat-message';
import { saveAnswer, saveGrowing } from '../storage/chats';

/** At most this much of an answer is lost when the browser is killed. */
const saveEveryMs = 500;
/** What could not be written is tried again so often once the answer has ended. */
const retryMs = 2000;

/** Writes one answer to the database while it grows. A write that fails (no room) ends nothing: it is told, and done as soon as it can be. */
export class AnswerKeeper {
  readonly #read: () => Answer;
  readonly #onUnsaved: (isUnsaved: boolean) => void;
  #saving: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isUnsaved = false;
  #savedStatus: AnswerStatus;

  /**
   * @param read the answer as it is now.
   * @param onUnsaved called when what has come can no longer be written, and when it can again.
   */
  constructor(read: () => Answer, onUnsaved: (isUnsaved: boolean) => void) {
    this.#read = read;
    this.#onUnsaved = onUnsaved;
    this.#savedStatus = read().status;
  }

  #write(how: (answer: Answer) => Promise<unknown>): void {
    const snapshot = this.#read();
    const tell = (isUnsaved: boolean) => {
      if (isUnsaved === this.#isUnsaved) return;
      this.#isUnsaved = isUnsaved;
      this.#onUnsaved(isUnsaved);
    };
    this.#saving = this.#saving
      .then(() => how(snapshot))
      .then(
        () => tell(false),
        () => tell(true),
      );
  }

  /** Writes a new status. */
  saveStatus(): void {
    this.#savedStatus = this.#read().status;
    this.#write(saveAnswer);
  }

  /** Writes at once how far it has come. */
  saveNow(): void {
    this.#write(saveGrowing);
  }

  /** Writes in a moment how far it has come then, and its status where that is new. */
  saveSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#read().status === this.#savedStatus) this.saveNow();
      else this.saveStatus();
    }, saveEveryMs);
  }

  /**
   * Writes the answer as it has ended, however long that takes.
   * @param givenUp nobody wants it to be kept any more.
   */
  async end(givenUp: AbortSignal): Promise<void> {
    clearTimeout(this.#timer);
    for (;;) {
      this.saveStatus();
      await this.#saving;
      if (!this.#isUnsaved || givenUp.aborted) return;
      await Promise.race([
        new Promise((resolve) => setTimeout(resolve, retryMs)),
        new Promise((resolve) => givenUp.addEventListener('abort', resolve, { once: true })),
      ]);
    }
  }
}
