import { useEffect, useState } from 'react';

/** A picture as an address that an image can show. */
function usePictureUrl(picture: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!picture) return setUrl(undefined);
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url;
}

interface PortraitProps {
  name: string;
  /** A PNG; without one the name's first letter stands in its place. */
  picture: Blob | undefined;
  /** Its size. */
  className: string;
}

/** A character's face beside its name, which says who it is: nothing for a screen reader. */
export function Portrait({ name, picture, className }: PortraitProps) {
  const url = usePictureUrl(picture);
  return (
    <span
      aria-hidden
      data-testid="portrait"
      className={`inline-flex shrink-0 select-none items-center justify-center overflow-hidden rounded-full bg-accent-soft font-semibold ${className}`}
    >
      {url ? <img src={url} alt="" className="size-full object-cover object-top" /> : [...name.trim()][0]}
    </span>
  );
}
