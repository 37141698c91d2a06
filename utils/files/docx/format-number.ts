const romans: [number, string][] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [size, sign] of romans) for (; rest >= size; rest -= size) text += sign;
  return text;
}

/** a to z, then aa, bb…: as word processors count. */
const letters = (value: number, signs: string): string =>
  signs[(value - 1) % signs.length]!.repeat(Math.ceil(value / signs.length));

const plainChinese = [...'〇一二三四五六七八九'];
const formalChinese = [...'零壹贰叁肆伍陆柒捌玖'];

/** 十二, 一百零五: up to 99,999. */
function chinese(
  value: number,
  digits: readonly string[],
  [ten, hundred, thousand]: readonly string[],
): string {
  if (value >= 10_000) {
    const rest = value % 10_000;
    const high = chinese(Math.floor(value / 10_000), digits, [ten!, hundred!, thousand!]);
    return `${high}万${rest ? (rest < 1000 ? '零' : '') + chinese(rest, digits, [ten!, hundred!, thousand!]) : ''}`;
  }
  let text = '';
  let isGap = false;
  const places = [thousand!, hundred!, ten!, ''];
  [1000, 100, 10, 1].forEach((size, index) => {
    const digit = Math.floor(value / size) % 10;
    if (digit === 0) isGap = text !== '';
    else {
      text += (isGap ? '零' : '') + digits[digit] + places[index];
      isGap = false;
    }
  });
  // Twelve is 十二, not 一十二.
  return digits === plainChinese && value < 20 ? text.replace(/^一十/, '十') : text || digits[0]!;
}

const circled = (value: number): string =>
  value >= 1 && value <= 20
    ? String.fromCodePoint(0x245f + value)
    : value <= 35
      ? String.fromCodePoint(0x3251 + value - 21)
      : value <= 50
        ? String.fromCodePoint(0x32b1 + value - 36)
        : String(value);

const counters: Record<string, (value: number) => string> = {
  decimalZero: (value) => String(value).padStart(2, '0'),
  lowerRoman: roman,
  upperRoman: (value) => roman(value).toUpperCase(),
  lowerLetter: (value) => letters(value, 'abcdefghijklmnopqrstuvwxyz'),
  upperLetter: (value) => letters(value, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  russianLower: (value) => letters(value, 'абвгдежзиклмнопрстуфхцчшщыэюя'),
  russianUpper: (value) => letters(value, 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ'),
  ordinal: (value) =>
    `${value}${value % 100 >= 11 && value % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th')}`,
  chineseCounting: (value) => chinese(value, plainChinese, '十百千'.split('')),
  chineseCountingThousand: (value) => chinese(value, plainChinese, '十百千'.split('')),
  taiwaneseCounting: (value) => chinese(value, plainChinese, '十百千'.split('')),
  taiwaneseCountingThousand: (value) => chinese(value, plainChinese, '十百千'.split('')),
  japaneseCounting: (value) => chinese(value, plainChinese, '十百千'.split('')),
  koreanCounting: (value) => letters(value, '일이삼사오육칠팔구'),
  chineseLegalSimplified: (value) => chinese(value, formalChinese, '拾佰仟'.split('')),
  ideographDigital: (value) => [...String(value)].map((digit) => plainChinese[Number(digit)]).join(''),
  japaneseDigitalTenThousand: (value) =>
    [...String(value)].map((digit) => plainChinese[Number(digit)]).join(''),
  ideographTraditional: (value) => letters(value, '甲乙丙丁戊己庚辛壬癸'),
  ideographZodiac: (value) => letters(value, '子丑寅卯辰巳午未申酉戌亥'),
  decimalEnclosedCircle: circled,
  decimalEnclosedCircleChinese: circled,
  ideographEnclosedCircle: circled,
  decimalFullWidth: (value) =>
    String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  decimalFullWidth2: (value) =>
    String(value).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
  decimalEnclosedParen: (value) => `(${value})`,
  decimalEnclosedFullstop: (value) => `${value}.`,
  numberInDash: (value) => `- ${value} -`,
  ganada: (value) => letters(value, '가나다라마바사아자차카타파하'),
  aiueo: (value) =>
    letters(
      value,
      'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン',
    ),
  aiueoFullWidth: (value) =>
    letters(
      value,
      'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン',
    ),
  iroha: (value) =>
    letters(
      value,
      'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス',
    ),
  arabicAlpha: (value) => letters(value, 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'),
  arabicAbjad: (value) => letters(value, 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'),
  hebrew2: (value) => letters(value, 'אבגדהוזחטיכלמנסעפצקרשת'),
  none: () => '',
};

/** Numbers too large for signs of their own are shown as digits. */
const mostSigns = 30_000;

/**
 * A number of a list as word processors show it.
 * @param format as WordprocessingML calls it (ECMA-376 part 1 §17.18.59); an unknown one gives digits.
 */
export function formatNumber(value: number, format: string): string {
  const write = counters[format];
  return write && value >= 1 && value <= mostSigns ? write(value) : format === 'none' ? '' : String(value);
}
