/** A text in an encoding of one byte a character. @param label as TextDecoder knows it. */
export function oneByte(label: string, text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder(label);
  const codes = new Map(
    Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]),
  );
  return Uint8Array.from(text, (sign) => {
    const code = codes.get(sign);
    if (code === undefined) throw new Error(`${label} has no ${sign}`);
    return code;
  });
}
