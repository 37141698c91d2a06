import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import type { FileToAttach } from '../../utils/chat/attach-files';
import { useTexts } from '../ui/i18n';
import { gatherDropped } from './gather-files';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** All of the panel takes files: while some are held over it, it says so. */
export function FileDrop({
  onFiles,
  children,
  ...rest
}: {
  onFiles: (files: readonly FileToAttach[]) => void;
  children: ReactNode;
  'data-testid': string;
  'data-chat-id': string;
}) {
  const { t } = useTexts();
  // Entering a child comes before leaving its parent: what counts is how many are entered.
  const [depth, setDepth] = useState(0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the + menu does the same for a keyboard
    <div
      {...rest}
      className="relative flex h-full flex-col"
      onDragEnter={(event) => hasFiles(event) && setDepth((entered) => entered + 1)}
      onDragLeave={(event) => hasFiles(event) && setDepth((entered) => Math.max(0, entered - 1))}
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDepth(0);
        void gatherDropped(event.dataTransfer).then(onFiles);
      }}
      onPaste={({ clipboardData: data }) => {
        // Cells copied from a sheet are a picture, too: their text is meant.
        if (data.files.length > 0 && !data.types.includes('text/plain'))
          void gatherDropped(data).then(onFiles);
      }}
    >
      {children}
      {depth > 0 && (
        <div
          data-testid="drop-here"
          className="pointer-events-none absolute inset-2 z-50 flex flex-col items-center justify-center gap-2 rounded-2xl border-2 border-dashed border-accent bg-page/95 px-8 text-center"
        >
          <FileDown aria-hidden className="size-7 text-accent" />
          <p className="text-[15px] font-semibold">{t('drop.title')}</p>
          <p className="text-xs text-muted">{t('drop.hint')}</p>
        </div>
      )}
    </div>
  );
}
