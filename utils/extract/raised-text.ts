const plain = '0123456789+-=()n';
const signs = { sup: [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ'], sub: [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ'] };

/**
 * Raised or lowered text in signs of its own where Unicode has them: tags cost a model more than they tell it. Endings of ordinals and
 * references in brackets are what they are on the line.
 * @param text one line of Markdown.
 */
export function raisedText(tag: 'sup' | 'sub', text: string): string {
  const inner = text.trim().replace(/[−–]/g, '-');
  if (!inner) return text;
  if (tag === 'sup' && /^(?:st|nd|rd|th|\[\w+\])$/.test(inner)) return inner;
  const found = [...inner].map((character) => signs[tag][plain.indexOf(character)]);
  return found.includes(undefined) ? `<${tag}>${text}</${tag}>` : found.join('');
}
