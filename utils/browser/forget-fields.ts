const fields = 'input, textarea';

function switchOff(root: Element): void {
  for (const field of [root, ...root.querySelectorAll(fields)])
    if (field.matches(fields)) field.setAttribute('autocomplete', 'off');
}

/**
 * Keeps the browser from writing down what is typed into this page's fields: of a page in a tab it would, to bring it back after a crash
 * or when the tab is opened again. From now on, for fields that are yet to come as well.
 */
export function forgetFields(): void {
  switchOff(document.documentElement);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof Element) switchOff(node);
  }).observe(document, { childList: true, subtree: true });
}
