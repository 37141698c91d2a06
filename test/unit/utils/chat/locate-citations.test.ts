import { expect, it, vi } from 'vitest';
import type { CitationJob } from '../../../../utils/chat/citation.worker';

class FakeWorker {
  static all: FakeWorker[] = [];
  jobs: CitationJob[] = [];
  isTerminated = false;
  onmessage?: (event: { data: unknown }) => void;
  onerror?: (event: { message: string }) => void;
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(job: CitationJob): void {
    this.jobs.push(job);
  }
  terminate(): void {
    this.isTerminated = true;
  }
}
vi.stubGlobal('Worker', FakeWorker);
const { locateCitations } = await import('../../../../utils/chat/locate-citations');
const wanted = [{ sourceId: 'a', quote: 'words in a row' }];
const current = () => FakeWorker.all.at(-1)!;

it('gives each job its own reports', async () => {
  const first = locateCitations(wanted);
  const second = locateCitations(wanted);
  const [one, two] = current().jobs;
  current().onmessage!({ data: { number: two!.number, reports: [{ state: 'close' }] } });
  current().onmessage!({ data: { number: one!.number, reports: [{ state: 'exact' }] } });
  expect(await first).toEqual([{ state: 'exact' }]);
  expect(await second).toEqual([{ state: 'close' }]);
});

it('fails with the worker, and starts another for the next', async () => {
  const waiting = locateCitations(wanted);
  const broken = current();
  broken.onerror!({ message: 'out of memory' });
  await expect(waiting).rejects.toMatchObject({ code: 'engine-failed', facts: { said: 'out of memory' } });
  expect(broken.isTerminated).toBe(true);
  const next = locateCitations(wanted);
  expect(current()).not.toBe(broken);
  current().onmessage!({ data: { number: current().jobs.at(-1)!.number, reports: [], said: 'DataError' } });
  await expect(next).rejects.toMatchObject({ code: 'engine-failed', facts: { said: 'DataError' } });
});

it('ends a worker that has long had nothing to do, never one that has, and starts another for the next', async () => {
  vi.useFakeTimers();
  const first = locateCitations(wanted);
  const resting = current();
  const slow = locateCitations(wanted);
  const [one, two] = resting.jobs.slice(-2);
  resting.onmessage!({ data: { number: one!.number, reports: [] } });
  await first;
  vi.runAllTimers();
  expect(resting.isTerminated).toBe(false);
  resting.onmessage!({ data: { number: two!.number, reports: [] } });
  await slow;
  vi.runAllTimers();
  expect(resting.isTerminated).toBe(true);
  const next = locateCitations(wanted);
  expect(current()).not.toBe(resting);
  current().onmessage!({ data: { number: current().jobs.at(-1)!.number, reports: [] } });
  expect(await next).toEqual([]);
  vi.useRealTimers();
});
