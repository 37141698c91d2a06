/** A page, an outline of it as a model would write it, and what a model would add to its second branch. */
interface SampleMap {
  title: string;
  page: string;
  outline: string;
  branch: string;
  search: string;
}

const english = {
  light: 'The lamp was lit for the first time on 3 May 1851, in heavy fog, before eleven guests.',
  stone: 'Its tower of grey granite is 42 metres high and stands on a reef that the tide covers twice a day.',
  builder: 'The engineer Ada Whitmore drew it after the wreck of the Forfarshire had cost forty-three lives.',
  keeper:
    'Three keepers lived in the tower for eight weeks at a time, and wrote down every ship that passed.',
  books: 'Thirty-one years of these lists fill eleven green books, which are now in the archive of the port.',
  oil: 'It burned 1,900 litres of whale oil a year until paraffin came in 1868.',
  power: 'Electric light reached the reef in 1924 by a cable of seven miles.',
  end: 'The last keeper left on 12 March 1988, and since then a clock switches the lamp.',
  cost: 'To keep it costs 1.5 million a year, most of which is paid by dues of passing ships.',
  birds: 'Since the windows were dimmed, the number of birds that fly into them has fallen by nine tenths.',
};
const chinese = {
  light: '灯塔于1851年5月3日首次点亮，当天大雾弥漫，十一位来宾在场。',
  stone: '塔身用灰色花岗岩砌成，高四十二米，立在每天被潮水淹没两次的礁石上。',
  builder: '福法尔号失事夺走四十三条人命之后，工程师艾达·惠特莫尔画下了它的图纸。',
  keeper: '三名守塔人每次在塔里住八个星期，记下经过的每一艘船。',
  books: '三十一年的记录写满了十一本绿皮册子，如今存放在港务档案馆。',
  oil: '1868年改用煤油之前，它每年烧掉一千九百升鲸油。',
  power: '1924年，一条七英里长的电缆把电送上了礁石。',
  end: '最后一名守塔人于1988年3月12日离开，此后灯由一只时钟开关。',
  cost: '维护费用每年一百五十万，大部分来自过往船只缴纳的灯费。',
  birds: '窗户调暗以后，撞上去的鸟减少了九成。',
};
const pageOf = (facts: Record<string, string>, filler: string) =>
  Object.values(facts)
    .map((fact) => `<p>${filler.repeat(6)}${fact} ${filler.repeat(3)}</p>`)
    .join('');

export const lighthouseMaps: Record<'en' | 'zh', SampleMap> = {
  en: {
    title: 'The northern light: a history of one tower',
    page: pageOf(english, 'The tower is seen from far away, and the sea around it is never quiet for long. '),
    outline: `# The northern light
- Beginnings
  - Wreck of the Forfarshire: 43 lives lost [[1: "the wreck of the Forfarshire had cost forty-three lives"]]
  - Drawn by Ada Whitmore [[1: "The engineer Ada Whitmore drew it"]]
  - First lit on 3 May 1851 [[1: "lit for the first time on 3 May 1851, in heavy fog"]]
    - In heavy fog, before eleven guests [[1: "in heavy fog, before eleven guests"]]
- The tower
  - Grey granite, 42 metres [[1: "tower of grey granite is 42 metres high"]]
  - On a reef under water twice a day [[1: "a reef that the tide covers twice a day"]]
- Life of the keepers
  - Three men, eight weeks at a time [[1: "Three keepers lived in the tower for eight weeks at a time"]]
  - Every passing ship in a list [[1: "wrote down every ship that passed"]]
    - 31 years in eleven green books [[1: "Thirty-one years of these lists fill eleven green books"]]
    - Now in the archive of the port [[1: "which are now in the archive of the port"]]
- Light
  - Whale oil: 1,900 litres a year [[1: "burned 1,900 litres of whale oil a year"]]
  - Paraffin from 1868 [[1: "until paraffin came in 1868"]]
  - Electric since 1924, by a cable of seven miles [[1: "Electric light reached the reef in 1924"]]
- Today
  - Last keeper left in 1988 [[1: "The last keeper left on 12 March 1988"]]
    - A clock switches the lamp [[1: "since then a clock switches the lamp"]]
  - Costs 1.5 million a year [[1: "To keep it costs 1.5 million a year"]]
    - Paid by dues of passing ships [[1: "paid by dues of passing ships"]]
  - Dimmed windows: nine tenths fewer birds hit them [[1: "the number of birds that fly into them has fallen by nine tenths"]]
  - A museum is planned for 2030 [[1: "a museum will open in the tower in the year 2030"]]
`,
    branch: `- Granite from the quarry of the port [[1: "Its tower of grey granite"]]
- Seen from far away [[1: "The tower is seen from far away"]]
  - In every weather
- A sea that is never quiet [[1: "the sea around it is never quiet for long"]]
`,
    search: 'keeper',
  },
  zh: {
    title: '北方之光：一座灯塔的历史',
    page: pageOf(chinese, '远远就能看见这座塔，它周围的海从来不会平静太久。'),
    outline: `# 北方之光
- 起源
  - 福法尔号失事，四十三人遇难 [[1: "福法尔号失事夺走四十三条人命之后"]]
  - 艾达·惠特莫尔绘制图纸 [[1: "工程师艾达·惠特莫尔画下了它的图纸"]]
  - 1851年5月3日首次点亮 [[1: "灯塔于1851年5月3日首次点亮"]]
    - 大雾中，十一位来宾在场 [[1: "当天大雾弥漫，十一位来宾在场"]]
- 塔身
  - 灰色花岗岩，高四十二米 [[1: "塔身用灰色花岗岩砌成，高四十二米"]]
  - 礁石每天被潮水淹没两次 [[1: "立在每天被潮水淹没两次的礁石上"]]
- 守塔人的生活
  - 三人一班，每次八个星期 [[1: "三名守塔人每次在塔里住八个星期"]]
  - 记下经过的每一艘船 [[1: "记下经过的每一艘船"]]
    - 三十一年，十一本绿皮册子 [[1: "三十一年的记录写满了十一本绿皮册子"]]
    - 存放在港务档案馆 [[1: "如今存放在港务档案馆"]]
- 光源
  - 每年一千九百升鲸油 [[1: "它每年烧掉一千九百升鲸油"]]
  - 1868年改用煤油 [[1: "1868年改用煤油之前"]]
  - 1924年通电，电缆长七英里 [[1: "1924年，一条七英里长的电缆把电送上了礁石"]]
- 今天
  - 1988年最后一名守塔人离开 [[1: "最后一名守塔人于1988年3月12日离开"]]
    - 灯由时钟开关 [[1: "此后灯由一只时钟开关"]]
  - 维护费每年一百五十万 [[1: "维护费用每年一百五十万"]]
    - 由过往船只的灯费支付 [[1: "大部分来自过往船只缴纳的灯费"]]
  - 窗户调暗后撞窗的鸟减少九成 [[1: "窗户调暗以后，撞上去的鸟减少了九成"]]
  - 计划2030年开放博物馆 [[1: "博物馆将于2030年在塔内开放"]]
`,
    branch: `- 花岗岩来自港口的采石场 [[1: "塔身用灰色花岗岩砌成"]]
- 远处即可望见 [[1: "远远就能看见这座塔"]]
  - 任何天气
- 海面从不平静 [[1: "它周围的海从来不会平静太久"]]
`,
    search: '守塔人',
  },
};
