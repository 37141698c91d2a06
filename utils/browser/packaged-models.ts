import { browser } from 'wxt/browser';

const folder = '/models';

/** The address of a model's file in the extension's package. */
export const packagedModelUrl = (file: string): string => browser.runtime.getURL(`${folder}/${file}` as '/');

/** The model files that this package carries: none in a store build, one in a build that `npm start` made. */
export async function packagedModels(): Promise<ReadonlySet<string>> {
  const response = await fetch(packagedModelUrl('packaged.json'));
  return new Set((await response.json()) as string[]);
}
