const texts = {
  name: '林夕',
  description: '{{char}} keeps the *northern light*.\r\n\tTall, grey eyes. <script>alert(1)</script>',
  personality: 'patient 🌊',
  scenario: 'A storm; {{user}} knocks.',
  first_mes: '“Come in, {{user}}.”',
  mes_example: '<START>\n{{user}}: Who are you?\n{{char}}: The keeper.',
};

const rest = {
  creator_notes: 'notes',
  system_prompt: 'Write as {{char}}.',
  post_history_instructions: '',
  alternate_greetings: ['Another day.', '雾很大。'],
  tags: ['sea', '灯塔'],
  creator: 'someone',
  character_version: '1.0.0',
  extensions: { depth_prompt: { depth: 4, prompt: 'x' }, fav: false, talkativeness: '0.5', nothing: null },
  character_book: {
    name: 'sea',
    extensions: {},
    entries: [
      { keys: ['ship'], content: 'Eleven ships passed.', extensions: {}, enabled: true, insertion_order: 20 },
      {
        keys: [],
        content: 'The sea is cold.',
        extensions: {},
        enabled: true,
        insertion_order: 10,
        constant: true,
      },
      { keys: ['fog'], content: 'Off.', extensions: {}, enabled: false, insertion_order: 1 },
    ],
  },
};

/** Cards as other programs write them, one a version and way of writing. */
export const sampleCards: Record<string, string> = {
  V1: JSON.stringify(texts),
  'V1 with a field of its own': JSON.stringify(
    { ...texts, chat: 'x', create_date: 1_700_000_000_000 },
    null,
    4,
  ),
  V2: JSON.stringify({ spec: 'chara_card_v2', spec_version: '2.0', data: { ...texts, ...rest } }),
  'V2 with the fields of V1 beside it': JSON.stringify(
    { ...texts, fav: true, spec: 'chara_card_v2', spec_version: '2.0', data: { ...texts, ...rest } },
    null,
    '\t',
  ),
  'V2 without most fields': '{"spec":"chara_card_v2","spec_version":"2.0","data":{"name":"A"}}\n',
  V3: JSON.stringify({
    spec: 'chara_card_v3',
    spec_version: '3.0',
    data: {
      ...texts,
      ...rest,
      nickname: 'Xi',
      group_only_greetings: [],
      assets: [{ type: 'icon', uri: 'ccdefault:', name: 'main', ext: 'png' }],
      creation_date: 1_700_000_000,
      '2': 'a number as a name',
    },
  }),
  'V3 with unknown fields': `{"later":{"z":1,"a":[1.0,1e3]},"data":{"name":"Ä","unknown":"\\u0000\\ud800","__proto__":{"polluted":true}},"spec":"chara_card_v3","spec_version":"3.1"}`,
};
