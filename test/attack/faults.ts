import type { Part } from './attack-build.ts';

/** A text of a module, and what stands in its place in the seeded build. */
export interface Rewrite {
  /** Below the project's folder. */
  file: string;
  find: string;
  replace: string;
}

/** A wall that is taken down in one build of the test's, to see whether the suite misses it. No shipped code knows of any of them. */
export interface Fault {
  name: string;
  rewrites: readonly Rewrite[];
  /** Without the policy of the manifest and of the pages: Chromium then has its own default. */
  hasDefaultPolicy?: boolean;
  /** The part of the suite that is to see it. */
  part: Part;
  /** Of the own set, where one of the others would stop the suite before it could say what it saw. */
  payloads?: readonly string[];
  /** In what that part says: red for this reason, not for another. */
  sign: RegExp;
}

const renderNode = 'components/ui/markdown/render-node.tsx';

/** What each of two rewrites undoes: the list of what may be drawn, down to images, handlers and addresses of any kind. */
export const withoutSanitiser: readonly Rewrite[] = [
  {
    file: 'components/ui/markdown/Markdown.tsx',
    find: 'return <>{renderChildren(tree, 0, context)}</>;',
    replace:
      'return <div><div ref={(host) => { if (host && host.innerHTML === "") host.innerHTML = text; }} />{renderChildren(tree, 0, context)}</div>;',
  },
  {
    file: renderNode,
    find: "{[alt, host].filter(Boolean).join(' · ') || '—'}",
    replace: '<img src={url} alt={alt} />',
  },
  {
    file: renderNode,
    find: 'const link = toSafeLink(url, label);',
    replace: 'const link = toSafeLink(url, label) ?? { href: url, hostToShow: "" };',
  },
];

/** The twelve of the threat model. */
export const faults: readonly Fault[] = [
  {
    name: 'sanitiser off',
    rewrites: withoutSanitiser,
    part: 'answers',
    payloads: ['own-02', 'own-06', 'own-14'],
    sign: /^markup in the answer .*(?:onerror on|<iframe|<form)/,
  },
  {
    name: 'image allow',
    rewrites: [withoutSanitiser[1]!],
    part: 'answers',
    payloads: ['own-03', 'own-04', 'own-15'],
    sign: /^markup in the answer .*: loads https:\/\/elsewhere\.test/,
  },
  {
    name: 'CSP default',
    rewrites: [],
    hasDefaultPolicy: true,
    part: 'policy',
    sign: /^policy: .*does not refuse img-src/,
  },
  {
    name: 'key in log',
    rewrites: [
      {
        file: 'utils/providers/protocols/plain-fetch.ts',
        find: '  const response = await fetch(input, {',
        replace:
          '  console.log("asking", headers.get("authorization"));\n  const response = await fetch(input, {',
      },
    ],
    part: 'answers',
    payloads: ['own-01'],
    sign: /^key in the browser’s log/,
  },
  {
    name: 'cookies on',
    rewrites: [
      { file: 'utils/sources/fetch-page.ts', find: "credentials: 'omit'", replace: "credentials: 'include'" },
    ],
    part: 'links',
    sign: /^links: cookie sent to/,
  },
  {
    name: 'sender check off',
    rewrites: [
      {
        file: 'utils/browser/messages.ts',
        find: 'if (!isOwnPage(sender, browser.runtime.id, ownOrigin)) return undefined;',
        replace: '',
      },
    ],
    part: 'strangers',
    sign: /^strangers: taken-over script of ours was told/,
  },
  {
    name: 'private IP allowed',
    rewrites: [
      {
        file: 'utils/sources/private-address.ts',
        find: 'if (!URL.canParse(url)) return true;',
        replace: 'if (url) return false;',
      },
      {
        file: 'utils/browser/private-guard.ts',
        find: 'privatePatterns: readonly string[] = privateHosts.map(',
        replace: 'privatePatterns: readonly string[] = privateHosts.slice(0, 0).map(',
      },
    ],
    part: 'links',
    sign: /^links: .*private address/,
  },
  {
    name: 'KaTeX trust',
    rewrites: [
      { file: 'components/ui/markdown/katex-options.ts', find: 'trust: false,', replace: 'trust: true,' },
    ],
    part: 'answers',
    payloads: ['own-09', 'own-10'],
    sign: /^markup in the answer own-09: (?:href=javascript|loads https)/,
  },
  {
    name: 'raw mind map',
    rewrites: [
      {
        file: 'components/mindmap/canvas/node-data.ts',
        find: '  topic: label,\n  metadata: { citations, note },\n});\n\n/** A tree',
        replace:
          '  topic: label,\n  dangerouslySetInnerHTML: label,\n  metadata: { citations, note },\n});\n\n/** A tree',
      },
    ],
    part: 'maps',
    payloads: ['own-02', 'own-06', 'own-14'],
    sign: /^markup in the map in full size.*(?:onerror on|<iframe|<form)/,
  },
  {
    name: 'envelope tag fixed',
    rewrites: [
      {
        file: 'utils/storage/sources.ts',
        find: 'return (await hashText(installSecret + textHash)).slice(0, envelopeDigits);',
        replace: 'return (installSecret + textHash) && "0123456789abcdef0123".slice(0, envelopeDigits);',
      },
    ],
    part: 'pages',
    sign: /envelope .* is closed by what is in it/,
  },
  {
    name: 'tag characters kept',
    rewrites: [
      {
        file: 'utils/extract/strip-invisible.ts',
        find: 'if (!any.test(text)) return { text, removed: 0 };',
        replace: 'if (text || !any.test(text)) return { text, removed: 0 };',
      },
    ],
    part: 'pages',
    sign: /^hiddenUnmarked: tags\.html/,
  },
  {
    name: 'favicon service on',
    rewrites: [
      {
        file: 'utils/sources/fetch-page.ts',
        find: '    const contentType = (response.headers',
        replace:
          '    void fetch("https://favicons.test/?domain=" + host, { mode: "no-cors" }).catch(() => undefined);\n    const contentType = (response.headers',
      },
    ],
    part: 'links',
    sign: /^request: https:\/\/favicons\.test\//,
  },
];
