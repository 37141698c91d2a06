import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../utils/files/decode-text.ts';
import { oneByte } from '../../../helpers/one-byte.ts';

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g)!.map((pair) => Number.parseInt(pair, 16)));
const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const ascii = (text: string) => new TextEncoder().encode(text);
/** 中文网页编码 over and over: detection wants some text. */
const gbk = bytes('d6d0cecdcdf8d2b3b1e0c2eb'.replace('cecd', 'cec4').repeat(40));
const gbkText = '中文网页编码'.repeat(40);
/** 日本語のページ */
const shiftJis = bytes('93fa967b8cea82cc83798181815b83578382'.slice(0, 20).repeat(40));

describe('decodeText', () => {
  it('believes a byte order mark before anything else', () => {
    expect(decodeText(join(bytes('efbbbf'), ascii('a')), 'gbk')).toBe('a');
    expect(decodeText(bytes('fffe2d4e'), 'utf-8')).toBe('中');
    expect(decodeText(bytes('feff4e2d'))).toBe('中');
  });

  const cyrillic = ['windows-1251', 'koi8-r', 'ibm866', 'iso-8859-5', 'x-mac-cyrillic'];
  it.each(
    [
      ['a sentence', 'Лампа стоит девяносто четыре евро.'],
      ['a greeting', 'Привет, мир! Как дела?'],
      ['a heading', 'ДОГОВОР АРЕНДЫ НЕЖИЛОГО ПОМЕЩЕНИЯ'],
      ['a small table', 'Имя;Город\nИван;Москва\n'],
      ['a line of a log', 'ERROR 17: Ошибка подключения к серверу db01'],
      ['Bulgarian', 'Лампата струва деветдесет и четири евро.'],
    ].flatMap(([name, text]) => cyrillic.map((label) => [name!, label, text!] as const)),
  )('reads %s in %s without a declaration', (_, label, text) => {
    expect(decodeText(oneByte(label, text))).toBe(text);
  });

  it.each([
    ['windows-1251', 'Лампа коштує дев’яносто чотири євро, а стіл дорожчий.'],
    ['koi8-u', 'Лампа коштує більше, ніж стілець.'],
    ['windows-1253', 'Η λάμπα κοστίζει ενενήντα τέσσερα ευρώ.'],
    ['windows-1255', 'המנורה עולה תשעים וארבעה אירו.'],
    ['windows-1256', 'يبلغ سعر المصباح أربعة وتسعين يورو.'],
    ['windows-874', 'โคมไฟราคาเก้าสิบสี่ยูโร'],
    ['windows-1252', 'Die Straße ist schön und grün.'],
    ['windows-1252', 'L’été dernier, à Évian, Zoé a mangé des pâtes: 5 €.'],
    ['windows-1252', 'It’s 5 €'],
  ])('takes words in %s for no others: %s', (label, text) => {
    expect(decodeText(oneByte(label, text))).toBe(text);
  });

  it.each([
    ['little', true, true],
    ['big', false, true],
    ['little', true, false],
    ['big', false, false],
  ])('reads UTF-32 (%s end first: %s, with a mark: %s)', (_, isLittle, hasMark) => {
    const text = 'A lamp 😀,\n中文 too.\n';
    const codes = Array.from((hasMark ? '\ufeff' : '') + text, (sign) => sign.codePointAt(0)!);
    const view = new DataView(new ArrayBuffer(codes.length * 4));
    for (const [at, code] of codes.entries()) view.setUint32(at * 4, code, isLittle);
    expect(decodeText(new Uint8Array(view.buffer))).toBe(text);
  });

  it('shows where UTF-32 was cut off or is damaged', () => {
    expect(decodeText(bytes('fffe000061000000ffffffff6200'))).toBe('a\ufffd\ufffd');
  });

  it('reads UTF-16 without a mark', () => {
    const text = 'A page of plain words. '.repeat(20);
    const little = Uint8Array.from([...text].flatMap((sign) => [sign.charCodeAt(0), 0]));
    expect(decodeText(little)).toBe(text);
  });

  it('takes valid UTF-8 for UTF-8, whatever is declared', () => {
    expect(decodeText(new TextEncoder().encode('<meta charset="gbk">中文'), 'windows-1252')).toContain(
      '中文',
    );
  });

  it.each([
    ['the header', gbk, 'gb2312'],
    ['a meta element', join(ascii('<html><meta charset=gb2312>'), gbk), undefined],
    [
      'a meta element far down',
      join(ascii(`<script>${'x'.repeat(20_000)}</script><meta charset=gbk>`), gbk),
      undefined,
    ],
    ['detection, where nothing is declared', gbk, undefined],
    ['detection, where a one-byte encoding is declared', gbk, 'iso-8859-1'],
    ['detection, where the declared one cannot be', gbk, 'utf-8'],
    ['detection, where the declared one is unknown', gbk, 'klingon'],
  ])('reads GBK by %s', (_, input, declared) => {
    expect(decodeText(input, declared)).toContain(gbkText);
  });

  it('reads Shift_JIS without a declaration', () => {
    expect(decodeText(shiftJis)).toContain('日本語の');
  });

  /** Two bytes a character, of those that an encoding has. */
  function inEncoding(label: string, text: string): Uint8Array {
    const decoder = new TextDecoder(label);
    const codes = new Map<string, number[]>();
    for (let first = 0x81; first < 0xff; first++)
      for (let second = 0x40; second < 0xff; second++) {
        const sign = decoder.decode(Uint8Array.of(first, second));
        if (sign.length === 1 && !codes.has(sign)) codes.set(sign, [first, second]);
      }
    return Uint8Array.from([...text].flatMap((sign) => codes.get(sign) ?? [sign.charCodeAt(0)]));
  }
  const wide = [
    ['gb18030', '故曰甄士隐云云，但书中所记何事何人？自己又云：今风尘碌碌，一事无成。'],
    ['big5', '故曰甄士隱云云，但書中所記何事何人？自己又云：今風塵碌碌，一事無成。'],
    ['shift_jis', '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'],
    ['euc-jp', '吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。'],
    ['euc-kr', '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.'],
    ['utf-8', '故曰甄士隱云云，但書中所記何事何人？自己又云：今風塵碌碌，一事無成。'],
  ] as const;
  const encoded = (label: string, text: string) =>
    label === 'utf-8' ? ascii(text) : inEncoding(label, text);

  it.each(wide)('reads a line in %s without a declaration', (label, text) => {
    expect(decodeText(encoded(label, text))).toBe(text);
  });

  it.each(wide)('reads a long text in %s with a broken byte in it', (label, text) => {
    const lines = `${text}\n`.repeat(40);
    const damaged = join(encoded(label, lines), bytes('ff'), encoded(label, lines));
    const read = decodeText(damaged);
    expect(read.slice(0, lines.length)).toBe(lines);
    expect(read.slice(-lines.length + text.length)).toBe(lines.slice(text.length));
  });

  it.each(wide)('reads a text in %s that was cut off within a character', (label, text) => {
    const whole = encoded(label, `${text}\n${text.replace(/.$/, '')}`);
    expect(decodeText(whole.subarray(0, -1))).toContain(`${text}\n${text.slice(0, -2)}`);
  });

  it.each([
    '中文',
    '你好，世界',
    '1\n00:00:01,000 --> 00:00:02,000\n你好\n\n2\n再见，朋友\n',
    '姓名;城市\n张三;北京\n',
    '会议通知',
    '会议通知\n会议通知\n',
    '我们的计划：下周三下午三点开会',
    '人之初，性本善。性相近，习相远。苟不教，性乃迁。',
  ])('reads %j in GBK', (text) => {
    expect(decodeText(inEncoding('gb18030', text))).toBe(text);
  });

  it('reads Chinese far down in a long text of ASCII', () => {
    const log = '2020-01-01 INFO started\n'.repeat(10_000);
    expect(decodeText(join(ascii(log), inEncoding('gb18030', '错误：连接失败')))).toBe(
      `${log}错误：连接失败`,
    );
  });

  it.each([
    ['an apostrophe of Windows', 'I don’t know what you’ve seen', 'I don\x92t know what you\x92ve seen'],
    ['a degree sign', 'It was 25°C, then 30°C', 'It was 25\xb0C, then 30\xb0C'],
    ['French', 'Parfois, à peine ma bougie éteinte', 'Parfois, \xe0 peine ma bougie \xe9teinte'],
    ['German', 'Die Größe der Türen', 'Die Gr\xf6\xdfe der T\xfcren'],
  ])('takes %s for no Chinese or Japanese', (_, text, binary) => {
    expect(decodeText(Uint8Array.from(binary, (sign) => sign.charCodeAt(0)))).toBe(text);
  });

  it.each(['utf-16le', 'utf-16be'])('reads Chinese in %s without a mark', (label) => {
    const text = '第一回\n此开卷第一回也。作者自云：因曾历过一番梦幻之后，故将真事隐去';
    const order = label === 'utf-16le' ? [0, 8] : [8, 0];
    const input = Uint8Array.from(
      [...text].flatMap((sign) => order.map((shift) => (sign.charCodeAt(0) >> shift) & 255)),
    );
    expect(decodeText(input)).toBe(text);
  });

  it('keeps replacement characters that a text has', () => {
    expect(decodeText(ascii('\ufffd\ufffd a'))).toBe('\ufffd\ufffd a');
  });

  it('gives a text for any bytes', () => {
    expect(decodeText(bytes('ff00fe01'.repeat(10)))).not.toBe('');
    expect(decodeText(new Uint8Array())).toBe('');
  });
});
