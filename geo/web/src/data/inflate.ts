/** Gzip in base64, as parts of the page carry it. */

/** Decode base64 and unpack. */
export async function inflate(base64: string): Promise<Uint8Array> {
  const packed = new Blob([fromBase64(base64)]);
  const stream = packed.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
  // Newer browsers do it themselves, several times as fast.
  const native = Uint8Array as unknown as {
    fromBase64?: (text: string) => Uint8Array<ArrayBuffer>;
  };
  if (native.fromBase64) return native.fromBase64(base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
