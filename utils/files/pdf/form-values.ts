/** As pdf.js gives annotations; all of it comes from the file. */
interface Annotation {
  subtype?: string;
  fieldType?: string;
  fieldName?: string;
  alternativeText?: string;
  fieldValue?: unknown;
  checkBox?: boolean;
  radioButton?: boolean;
  buttonValue?: string | null;
  exportValue?: string;
  /** Of a choice. */
  options?: { exportValue?: string; displayValue?: string }[];
  hasAppearance?: boolean;
  hidden?: boolean;
  noView?: boolean;
  annotationFlags?: number;
  contentsObj?: { str?: string };
  titleObj?: { str?: string };
  textContent?: string[];
}

const hiddenFlags = 2 | 32;

const squeezed = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

interface FieldText {
  line: string;
  value: string;
  /** Drawn as letters, not as a mark. */
  isText: boolean;
}

/** @returns what a field holds, with its name; undefined for buttons and empty ones. */
function fieldText(field: Annotation): FieldText | undefined {
  const { fieldType, fieldValue, checkBox, radioButton, exportValue, buttonValue, options = [] } = field;
  const name = field.alternativeText || field.fieldName || '';
  if (fieldType === 'Btn') {
    const isOn = checkBox ? fieldValue === exportValue : radioButton ? fieldValue === buttonValue : false;
    return isOn && fieldValue !== 'Off' ? { line: `[x] ${name}`, value: name, isText: false } : undefined;
  }
  const value = (Array.isArray(fieldValue) ? fieldValue : [fieldValue])
    .filter((part): part is string => typeof part === 'string' && part.trim() !== '')
    // Of a choice the file keeps a word for programs, and another one that is shown.
    .map((part) => options.find(({ exportValue: own }) => own === part)?.displayValue || part)
    .join(', ');
  return value ? { line: `${name ? `${name}: ` : ''}${value}`, value, isText: true } : undefined;
}

/** With fewer letters than this, a text of a page holds it by chance. */
const fewLetters = 20;

export interface FormValues {
  lines: string[];
  /** Text of fields and notes that the file keeps from being shown, without spaces (UTF-16 code units). */
  hiddenCharacters: number;
}

/**
 * What the fields of a form hold and what readers have written on a page, one to a line, as far as it does not stand in the page's
 * text already: fields and notes are drawn there, and marks in a text often hold the words that they mark. Pure.
 */
export function formValues(annotations: readonly unknown[], pageText: string): FormValues {
  const known = squeezed(pageText);
  const lines: string[] = [];
  let hiddenCharacters = 0;
  for (const annotation of annotations as Annotation[]) {
    const {
      subtype,
      hidden,
      annotationFlags = 0,
      hasAppearance,
      contentsObj,
      titleObj,
      textContent,
    } = annotation;
    if (subtype === 'Link' || subtype === 'Popup') continue;
    const isField = subtype === 'Widget';
    const field = isField ? fieldText(annotation) : undefined;
    const said = isField ? '' : (contentsObj?.str || textContent?.join('\n') || '').trim();
    if (hidden || annotationFlags & hiddenFlags) {
      hiddenCharacters += (field?.value ?? said).replace(/\s/g, '').length;
      continue;
    }
    const isDrawn = hasAppearance && (isField || subtype === 'FreeText');
    const stands = (text: string) =>
      known.includes(squeezed(text)) && (isDrawn || squeezed(text).length >= fewLetters);
    if (field && !(field.isText && stands(field.value))) lines.push(field.line);
    if (said && !stands(said))
      lines.push(
        `[${[subtype === 'FreeText' ? 'note' : 'comment', titleObj?.str].filter(Boolean).join(', ')}] ${said}`,
      );
  }
  return { lines, hiddenCharacters };
}
