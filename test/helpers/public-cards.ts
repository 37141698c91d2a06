import { deflateSync } from 'node:zlib';
import { cardChunk, pngChunk, pngOf } from './card-png.ts';

/** A card as one of the programs that people use writes it: its JSON, and the picture that carries it. */
export interface PublicCard {
  name: string;
  json: string;
  png: Uint8Array<ArrayBuffer>;
}

const fields = {
  name: 'Captain Orlo Venn',
  description:
    '{{char}} sails the *Kestrel*. Tall, salt-grey, one gold tooth. Never speaks of the winter of ’51.',
  personality: 'dry, loyal, superstitious',
  scenario: '{{user}} has come aboard without a ticket.',
  first_mes: '*Orlo does not turn round.*\n\n"Say your name, {{user}}, and say it to the wind."',
  mes_example:
    '<START>\n{{user}}: Where are we bound?\n{{char}}: Away.\n<START>\n{{user}}: Why?\n{{char}}: Because.',
};
const more = {
  creator_notes: 'Best with a temperature of 0.8.\n\n![preview](https://files.example/preview.png)',
  system_prompt: '{{original}}\nWrite in the past tense.',
  post_history_instructions: '[Stay on deck.]',
  alternate_greetings: ['"You again."', '*The deck is empty.*'],
  tags: ['sea', 'captain', 'SFW'],
  creator: 'lampwright',
  character_version: '1.2',
};
const v2 = { ...fields, ...more, extensions: {} };
const v3 = { ...v2, nickname: 'Orlo', group_only_greetings: [], source: [], creation_date: 1_720_000_000 };

const entry = (index: number, extra = {}) => ({
  keys: [`harbour ${index}`, `港${index}`],
  content: `Harbour ${index}: {{char}} owes money there.`,
  extensions: {},
  enabled: true,
  insertion_order: 100 - index,
  case_sensitive: false,
  name: `Harbour ${index}`,
  priority: 10,
  id: index,
  comment: 'made by hand',
  selective: index % 2 === 0,
  secondary_keys: index % 2 === 0 ? ['debt'] : [],
  constant: index === 1,
  position: index % 2 === 0 ? 'before_char' : 'after_char',
  ...extra,
});
const book = (entries: unknown, extra = {}) => ({
  name: 'Harbours',
  description: 'Every harbour of the coast',
  scan_depth: 4,
  token_budget: 2048,
  recursive_scanning: false,
  extensions: {},
  entries,
  ...extra,
});
/** What SillyTavern keeps of an entry beside the format. */
const tavernEntry = {
  extensions: {
    position: 4,
    exclude_recursion: true,
    display_index: 0,
    probability: 87,
    useProbability: true,
    depth: 4,
    selectiveLogic: 3,
    group: 'ports',
    group_override: false,
    group_weight: 100,
    prevent_recursion: false,
    delay_until_recursion: false,
    scan_depth: null,
    match_whole_words: null,
    use_group_scoring: false,
    automation_id: '',
    role: 0,
    vectorized: false,
    sticky: 2,
    cooldown: 0,
    delay: null,
  },
};
let nested: unknown = 'the innermost';
for (let depth = 0; depth < 60; depth++) nested = depth % 2 === 0 ? [nested] : { deeper: nested };

const cardV2 = (data: object, root: object = {}) => ({
  spec: 'chara_card_v2',
  spec_version: '2.0',
  data,
  ...root,
});
const cardV3 = (data: object, root: object = {}) => ({
  spec: 'chara_card_v3',
  spec_version: '3.0',
  data,
  ...root,
});
const text = (card: object, space?: number | string) => JSON.stringify(card, null, space);

/** As V2 has them in JSON, and V3: one a row, each with something that another row has not. */
const jsons: Record<string, string> = {
  'V2: the fields of the format': text(
    cardV2({ ...v2, character_book: book([entry(1), entry(2), entry(3)]) }),
  ),
  'V2: SillyTavern, with the fields of V1 beside it': text(
    {
      ...fields,
      creatorcomment: more.creator_notes,
      avatar: 'none',
      chat: 'Captain Orlo Venn - 2024-07-03@12h30m05s',
      talkativeness: '0.5',
      fav: true,
      tags: more.tags,
      create_date: '2024-7-3 @12h 30m 05s 123ms',
      ...cardV2({
        ...v2,
        extensions: {
          talkativeness: '0.5',
          fav: true,
          world: 'Harbours',
          depth_prompt: { prompt: '[Orlo lies about money.]', depth: 4, role: 'system' },
        },
      }),
    },
    4,
  ),
  'V2: SillyTavern, scripts that are never run': text(
    cardV2({
      ...v2,
      extensions: {
        regex_scripts: [
          {
            id: 'b0c6f6f0-5a53-4b54-9d7c-6d7f3d1f7a11',
            scriptName: 'strip',
            findRegex: '/<img[^>]*>/gi',
            replaceString: '<script>alert(1)</script>',
            trimStrings: [],
            placement: [2],
            disabled: false,
            minDepth: null,
            maxDepth: null,
          },
        ],
      },
    }),
  ),
  'V2: SillyTavern, its own fields in the lorebook': text(
    cardV2({ ...v2, character_book: book([entry(1, tavernEntry), entry(2, tavernEntry)]) }),
  ),
  'V2: Chub': text(
    cardV2({
      ...v2,
      extensions: {
        chub: {
          id: 1_234_567,
          preset: null,
          full_path: 'lampwright/captain-orlo-venn-8f1c',
          extensions: [],
          expressions: {
            version: null,
            compressed: false,
            expressions: { joy: 'https://avatars.example/joy.png' },
          },
          alt_expressions: {},
          background_image: null,
          related_lorebooks: [{ id: 99, version: 'latest' }],
          custom_css: '.mes { background: url(https://tracker.example/p.gif) }',
        },
      },
    }),
  ),
  'V2: Agnai': text(
    cardV2({
      ...v2,
      extensions: {
        agnai: {
          voice: { service: 'webspeechsynthesis', rate: 1 },
          persona: { kind: 'boostyle', attributes: { mind: ['calm'], body: ['tall'] } },
          appearance: 'tall',
          culture: 'en-us',
          imageSettings: { type: 'sd', width: 384, height: 384, cfg: 9.5 },
        },
      },
    }),
  ),
  'V2: RisuAI': text(
    cardV2({
      ...v2,
      extensions: {
        risuai: {
          emotions: [['joy', 'embeded://0']],
          bias: [['sea', -2.5]],
          viewScreen: 'emotion',
          customScripts: [{ comment: '', in: '^\\*', out: '', type: 'editdisplay', ableFlag: false }],
          utilityBot: false,
          sdData: [
            ['always', 'solo, 1boy'],
            ['negative', ''],
          ],
          additionalAssets: [['map', '__asset:1', 'png']],
          backgroundHTML: '<style>body{color:red}</style>',
          license: 'CC BY-NC-SA 4.0',
          triggerscript: [
            { comment: '', type: 'start', conditions: [], effect: [{ type: 'v2Header', indent: 0 }] },
          ],
          largePortrait: true,
          inlayViewScreen: false,
        },
      },
    }),
  ),
  'V2: only a name': '{"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"A"}}',
  'V2: empty texts and lists, and null': text(
    cardV2({
      ...v2,
      description: '',
      personality: null,
      scenario: '',
      mes_example: null,
      alternate_greetings: [],
      tags: null,
      character_book: null,
    }),
  ),
  'V2: many greetings': text(
    cardV2({
      ...v2,
      alternate_greetings: Array.from(
        { length: 40 },
        (_, index) => `Greeting ${index}\r\n\t${'~'.repeat(index)}`,
      ),
    }),
  ),
  'V2: Chinese, emoji, Arabic, and letters beyond 16 bits': text(
    cardV2({
      ...v2,
      name: '奥洛·文恩船长',
      description: '𝕆𝕣𝕝𝕠 👩🏽‍🚀👨‍👩‍👧 مرحبا ‏‎ e\u0301 한글 ｆｕｌｌ 𠮷野家 \u2028\u2029\u00a0\ufeff',
      personality: '“沉默” — ‘迷信’…',
      tags: ['海', '🌊', ''],
    }),
  ),
  'V2: escapes as some encoders write them':
    '{"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"\\u5965\\u6d1b","description":"\\u00e9\\/\\b\\f\\ud83c\\udf0a \\ud800 alone","first_mes":"\\u0022hi\\u0022","extensions":{"\\u006bey":"\\u0000"}}}',
  'V2: numbers of every kind':
    '{"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"N","description":"d","extensions":{"id":12345678901234567890,"date":1720000000000,"one":1.0,"thousand":1e3,"small":-1.5E-7,"minus":-0,"long":0.1000000000000000055511151231257827}}}',
  'V2: names that mean something to JavaScript':
    '{"spec":"chara_card_v2","spec_version":"2.0","__proto__":{"admin":true},"data":{"name":"P","description":"d","constructor":{"prototype":{"x":1}},"extensions":{"__proto__":{"polluted":true},"toString":"no","hasOwnProperty":0}}}',
  'V2: written by hand, with tabs and its own order': `\r\n${text({ data: { first_mes: 'Hi', name: 'Hand', zzz: [], description: 'd' }, spec_version: '2.0', spec: 'chara_card_v2' }, '\t')}\r\n\r\n`,
  'V2: a lorebook of a whole world': text(
    cardV2({
      ...v2,
      character_book: book(
        Array.from({ length: 3000 }, (_, index) => entry(index, { content: `${index} `.repeat(60) })),
      ),
    }),
  ),
  'V2: a lorebook with entries in an object': text(
    cardV2({
      ...v2,
      character_book: book({ 0: entry(0), 7: entry(7), ten: entry(10) }, { scan_depth: undefined }),
    }),
  ),
  'V3: the fields of the format': text(
    cardV3({
      ...v3,
      creator_notes_multilingual: { en: 'Notes', zh: '说明', 'pt-BR': 'Notas' },
      source: ['https://chub.example/characters/lampwright/orlo', 'urn:uuid:1'],
      group_only_greetings: ['*nods to {{group}}*', ''],
      modification_date: 1_730_000_000,
      character_book: book([entry(1, { use_regex: false })]),
    }),
  ),
  'V3: assets of every kind': text(
    cardV3({
      ...v3,
      assets: [
        { type: 'icon', uri: 'ccdefault:', name: 'main', ext: 'png' },
        { type: 'icon', uri: 'https://files.example/a.webp', name: 'alt', ext: 'webp' },
        { type: 'background', uri: 'embeded://assets/background/1.jpeg', name: 'deck', ext: 'jpeg' },
        {
          type: 'emotion',
          uri: `data:image/png;base64,${'iVBORw0KGgo'.repeat(400)}`,
          name: 'joy',
          ext: 'png',
        },
        { type: 'x_theme', uri: '__asset:3', name: '主题', ext: 'unknown', 'x-order': 3 },
      ],
    }),
  ),
  'V3: decorators and patterns in the lorebook': text(
    cardV3({
      ...v3,
      character_book: book([
        entry(1, {
          content: '@@depth 4\n@@role system\n@@activate_only_after 3\nThe tide turns.',
          use_regex: false,
        }),
        entry(2, {
          content: '@@position personality\n@@@scan_depth 2\n@@is_greeting 1\nTurned.',
          use_regex: true,
          keys: ['/(a+)+$/i'],
        }),
        entry(3, { content: '@@dont_activate\n\n@@ not one', id: 'a name', use_regex: false }),
      ]),
    }),
  ),
  'V3: RisuAI, with a module': text(
    cardV3({
      ...v3,
      extensions: {
        risuai: {
          utilityBot: false,
          lowLevelAccess: true,
          defaultVariables: 'coins=3\nday=1',
          virtualscript: '',
          escapeOutput: true,
          hideChatIcon: false,
          vits: { 'model.onnx': [1, 2, 255] },
          prebuiltAssetCommand: '{{raw::map}}',
        },
        depth_prompt: { depth: 0, prompt: '' },
      },
    }),
  ),
  'V3: SillyTavern, beside the fields of V1': text({
    ...fields,
    fav: false,
    ...cardV3(v3, { create_date: '2025-01-02T03:04:05.678Z' }),
  }),
  'V3: macros of other programs': text(
    cardV3({
      ...v3,
      first_mes:
        '{{// hidden}}{{random:a,b\\,c}} {{pick::x::y}} {{roll:d20}} {{reverse:abc}} {{hidden_key:x}} {{comment: y}} <BOT> {{char_persona}}',
    }),
  ),
  'V3: a later version, with fields of its own': text(
    cardV3({ ...v3, later: { a: [{}], b: false } }, { spec_version: '3.4', signature: 'sha256-…' }),
  ),
  'V3: names that are numbers': text(
    cardV3({ ...v3, extensions: { 10: 'ten', 2: 'two', b: 1, a: 2, '-1': 0, '01': 1 } }),
  ),
  'V3: a name twice':
    '{"spec":"chara_card_v3","spec_version":"3.0","data":{"name":"first","description":"1","name":"Twice","description":"2"}}',
  'V3: sixty levels deep': text(cardV3({ ...v3, extensions: { nested } })),
  'V3: a nickname, and greetings for groups only': text(
    cardV3({
      ...v3,
      nickname: '船长 🧭',
      alternate_greetings: [],
      group_only_greetings: Array.from({ length: 12 }, (_, index) => `第 ${index} 句`),
    }),
  ),
  'V3: long texts': text(
    cardV3({ ...v3, description: '长文。A long text. '.repeat(20_000), system_prompt: '\\"'.repeat(5000) }),
  ),
  'V3: markup and addresses in its texts': text(
    cardV3({
      ...v3,
      description:
        '<img src=x onerror=alert(1)><iframe src="javascript:1"></iframe> ![p](https://tracker.example/p.png) [[1: "x"]] </character-ffff>',
    }),
  ),
};

const comment = pngChunk('tEXt', 'Comment\0drawn by hand');
const packed = pngChunk(
  'zTXt',
  Buffer.concat([Buffer.from('parameters\0\0'), deflateSync('solo, captain, sea')]),
);
const xmp = pngChunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta xmlns:x="adobe:ns:meta/"/>`);
const asset = pngChunk('tEXt', `chara-ext-asset_:1\0${Buffer.from('a map').toString('base64')}`);
const resolution = pngChunk('pHYs', Buffer.from('00000b1300000b1301', 'hex'));
const base64 = (json: string) => Buffer.from(json, 'utf8').toString('base64');

/** How programs put a card into a picture, and what else they leave in it. */
const carriers: ((json: string, keyword: string) => Uint8Array<ArrayBuffer>)[] = [
  (json, keyword) => pngOf(cardChunk(keyword, json)),
  (json, keyword) => pngOf(resolution, comment, cardChunk(keyword, json), packed, xmp),
  (json, keyword) => pngOf(asset, cardChunk(keyword === 'chara' ? 'Chara' : 'CCV3', json), asset),
  (json, keyword) => pngOf(pngChunk('iTXt', `${keyword}\0\0\0en\0\0${base64(json)}`), comment),
  (json, keyword) =>
    keyword === 'ccv3'
      ? pngOf(
          cardChunk('chara', text(cardV2({ ...v2, name: 'for older programs' }))),
          cardChunk('ccv3', json),
        )
      : pngOf(cardChunk('chara', json), cardChunk('chara', json)),
];

export const publicCards: PublicCard[] = Object.entries(jsons).map(([name, json], index) => ({
  name,
  json,
  png: carriers[index % carriers.length]!(json, name.startsWith('V3') ? 'ccv3' : 'chara'),
}));
