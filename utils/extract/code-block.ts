/** A text as a block of code: the fence is longer than any run of its own sign inside. @param language may be empty. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** What language a block of code says that it is in; empty where it says nothing. */
export function languageOf(pre: Element): string {
  const code = pre.querySelector('code');
  const said = [pre, code, pre.parentElement, pre.parentElement?.parentElement].flatMap((element) =>
    element
      ? [
          element.getAttribute('data-language') ??
            element.getAttribute('data-lang') ??
            element.getAttribute('lang'),
        ]
      : [],
  );
  const classes = [pre, code, pre.parentElement, pre.parentElement?.parentElement]
    .map((element) => element?.getAttribute('class') ?? '')
    .join(' ');
  const named =
    /(?:\blanguage|\blang|highlight-source|highlight-text|\bbrush:?|\bsourceCode)[-\s]+([\w+#-]+)/.exec(
      classes,
    )?.[1];
  return named ?? said.find((language) => language && !/^[a-z]{2}(?:-[A-Z]{2})?$/.test(language)) ?? '';
}

/** Line breaks of a code block may be elements; its line numbers are not code. */
export function codeOf(pre: Element): string {
  const copy = pre.cloneNode(true) as Element;
  for (const number of copy.querySelectorAll(
    '.lineno, .linenos, .line-number, .line-numbers, .gutter, [data-line-number]:empty',
  ))
    number.remove();
  for (const br of copy.querySelectorAll('br')) br.replaceWith('\n');
  return (copy.textContent ?? '').replace(/^\n|\s+$/g, '');
}
