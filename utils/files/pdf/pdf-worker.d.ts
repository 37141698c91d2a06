declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** What pdf.js runs in its worker; it is only handed on. */
  export const WorkerMessageHandler: unknown;
}
