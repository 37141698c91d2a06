import { buildExtension } from '../start/build-extension.ts';

/** Before all end-to-end tests: two files that began at once would build at once. */
export const setup = (): void => void buildExtension();
