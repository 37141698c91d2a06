interface Waiting {
  key: string;
  start: () => void;
}

/** Runs tasks at most so many at once, and so many for one key (a host); the rest wait in order. */
export class Lanes {
  private readonly waiting: Waiting[] = [];
  private readonly runningByKey = new Map<string, number>();
  private running = 0;

  /**
   * @param most tasks at once.
   * @param mostPerKey tasks at once that share a key.
   */
  constructor(
    private readonly most: number,
    private readonly mostPerKey = most,
  ) {}

  /** @returns what the task gives; rejects with what it throws. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = () => {
        this.count(key, 1);
        task()
          .then(resolve, reject)
          .finally(() => {
            this.count(key, -1);
            this.next();
          });
      };
      this.waiting.push({ key, start });
      this.next();
    });
  }

  private count(key: string, by: 1 | -1): void {
    this.running += by;
    this.runningByKey.set(key, (this.runningByKey.get(key) ?? 0) + by);
  }

  private next(): void {
    while (this.running < this.most) {
      const index = this.waiting.findIndex(({ key }) => (this.runningByKey.get(key) ?? 0) < this.mostPerKey);
      if (index < 0) return;
      const [waiting] = this.waiting.splice(index, 1);
      waiting!.start();
    }
  }
}
