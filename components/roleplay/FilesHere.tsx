import type { ReactNode } from 'react';

/** Takes files that are dropped or pasted here, and not in the chat behind it, which takes files too. */
export function FilesHere({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a button inside does the same for a keyboard
    <div
      className="flex min-h-0 flex-1 flex-col"
      // Both, or the chat would count what it has not seen leaving.
      onDragEnter={(event) => event.stopPropagation()}
      onDragLeave={(event) => event.stopPropagation()}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        event.stopPropagation();
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        onFiles([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        event.stopPropagation();
        if (event.clipboardData.files.length > 0) onFiles([...event.clipboardData.files]);
      }}
    >
      {children}
    </div>
  );
}
