import { useTexts } from '../ui/i18n';

export interface RoomPart {
  id: string;
  label: string;
  sizeBytes: number;
}

/** Shades of the one accent, the largest part first. */
const shades = ['bg-accent', 'bg-accent/60', 'bg-accent/35', 'bg-accent/20', 'bg-line'];

/** What takes the room: a bar in shares, and each part with its size. */
export function RoomBar({ parts }: { parts: readonly RoomPart[] }) {
  const { size } = useTexts();
  const shown = parts.filter(({ sizeBytes }) => sizeBytes > 0);
  const total = shown.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total === 0) return null;
  return (
    <div className="space-y-3">
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full">
        {shown.map(({ id, sizeBytes }, index) => (
          <div
            key={id}
            className={`min-w-1 ${shades[index] ?? 'bg-line'}`}
            style={{ flexGrow: sizeBytes / total, flexBasis: 0 }}
          />
        ))}
      </div>
      <ul className="space-y-1.5 text-[13px]">
        {shown.map(({ id, label, sizeBytes }, index) => (
          <li key={id} data-testid={`room-${id}`} className="flex items-center gap-2">
            <span aria-hidden className={`size-2 shrink-0 rounded-full ${shades[index] ?? 'bg-line'}`} />
            <span className="min-w-0 flex-1">{label}</span>
            <span className="text-muted tabular-nums">{size(sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
