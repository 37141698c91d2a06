/** Given back to the browser when a download has certainly begun. */
const keptMs = 60_000;

/** Saves a file among the user's downloads. @param name see toFileName; with its ending. */
export function saveFile(body: Blob, name: string): void {
  const url = URL.createObjectURL(body);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keptMs);
}
