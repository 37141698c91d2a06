import type { World } from '../helpers/world.ts';

/** Files of the extension by names that any page may know. */
const probed = [
  'manifest.json',
  'icon/16.png',
  'icon/128.png',
  'sidepanel.html',
  'options.html',
  'map.html',
  'engine.html',
  'background.js',
  'reader.js',
  'marker.js',
  'pictures.js',
];

/**
 * Has a page ask for files of the extension, in every way that a page has, and show its pages in frames.
 * @returns what told it that the extension is there.
 */
export async function pageProbes({ extension, pages }: World): Promise<string[]> {
  const tab = await extension.newTab(pages.add('/prober', '<title>Prober</title><p>Who is there?</p>'));
  const home = `chrome-extension://${extension.id}/`;
  const ask = (base: string) =>
    tab.evaluate(
      async (from, paths) => {
        const loads = (name: 'img' | 'script' | 'link', url: string) =>
          new Promise<boolean>((resolve) => {
            const element = document.createElement(name);
            element.onload = () => resolve(true);
            element.onerror = () => resolve(false);
            if (name === 'link') Object.assign(element, { rel: 'stylesheet', href: url });
            else element.setAttribute('src', url);
            document.head.append(element);
          });
        const answered: string[] = [];
        for (const path of paths) {
          const url = from + path;
          const fetched = await fetch(url, { mode: 'no-cors' }).then(
            () => true,
            () => false,
          );
          if (fetched) answered.push(`fetch of ${path}`);
          for (const name of ['img', 'script', 'link'] as const)
            if (await loads(name, url)) answered.push(`${name} of ${path}`);
        }
        return answered;
      },
      base,
      probed,
    );
  // The page's own server answers: a prober that hears nothing from anybody would prove nothing.
  const own = new URL(tab.url()).origin;
  for (const path of probed) pages.add(`/${path}`, { body: '', contentType: 'text/css' });
  if ((await ask(`${own}/`)).length === 0) throw new Error('the prober hears nothing from anybody');
  const found = await ask(home);
  for (const path of probed.filter((name) => name.endsWith('.html')))
    await tab.evaluate(
      (url) =>
        new Promise<void>((resolve) => {
          const frame = document.createElement('iframe');
          frame.onload = () => resolve();
          frame.src = url;
          document.body.append(frame);
        }),
      home + path,
    );
  for (const frame of tab.frames())
    if (frame.url().startsWith(home)) found.push(`a frame with ${frame.url()}`);
  // What an extension leaves in a page that it has not read.
  const marks = await tab.evaluate(
    () => [...document.documentElement.attributes].length + [...document.body.attributes].length,
  );
  if (marks > 0) found.push(`${marks} marks in a page`);
  await tab.close();
  return found;
}
