import { browser } from 'wxt/browser';

/** Firefox suspends a background page after 30 s in which it calls no extension API. */
const everyMs = 10_000;

let timer: ReturnType<typeof setInterval> | undefined;

/** Keeps the background page from being suspended while there is work, until `letRest`. */
export function keepAwake(): void {
  timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), everyMs);
}

export function letRest(): void {
  clearInterval(timer);
  timer = undefined;
}
