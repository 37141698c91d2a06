import 'katex/dist/katex.min.css';

/** KaTeX with its styles, loaded with the first formula. */
export { default as katex } from 'katex';
