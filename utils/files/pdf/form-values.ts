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
  hidden?: boolean;
  noView?: boolean;
  annotationFlags?: number;
  contentsObj?: { str?: string };
  titleObj?: { str?: string };
  textContent?: string[];
}

const hiddenFlags = 2 | 32;

const squeezed = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** @returns what a field holds, with its name; undefined for buttons and empty ones. */
function fieldText(field: Annotation): string | undefined {
  const { fieldType, fieldValue, checkBox, radioButton, exportValue, buttonValue } = field;
  const name = field.alternativeText || field.fieldName || '';
  if (fieldType === 'Btn') {
    const isOn = checkBox ? fieldValue === exportValue : radioButton ? fieldValue === buttonValue : false;
    return isOn && fieldValue !== 'Off' ? `[x] ${name}` : undefined;
  }
  const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).filter(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  );
  return values.length > 0 ? `${name ? `${name}: ` : ''}${values.join(', ')}` : undefined;
}

/**
 * What the fields of a form hold and what readers have written on a page, one to a line, as far as it does not stand in the page's
 * text already. Pure.
 */
export function formValues(annotations: readonly unknown[], pageText: string): string[] {
  const known = squeezed(pageText);
  const lines: string[] = [];
  for (const annotation of annotations as Annotation[]) {
    const { subtype, hidden, annotationFlags = 0, contentsObj, titleObj, textContent } = annotation;
    if (hidden || annotationFlags & hiddenFlags || subtype === 'Link' || subtype === 'Popup') continue;
    if (subtype === 'Widget') {
      const text = fieldText(annotation);
      const value = text?.startsWith('[x]') ? text : String(annotation.fieldValue);
      if (text && !known.includes(squeezed(value))) lines.push(text);
      continue;
    }
    const said = (contentsObj?.str || textContent?.join('\n') || '').trim();
    if (said && !known.includes(squeezed(said)))
      lines.push(
        `[${[subtype === 'FreeText' ? 'note' : 'comment', titleObj?.str].filter(Boolean).join(', ')}] ${said}`,
      );
  }
  return lines;
}
