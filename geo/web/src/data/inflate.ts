/** Gzip in base64, as parts of the page carry it. */

/** Decode base64 and unpack. */
export async function inflate(base64: string): Promise<Uint8Array> {
  const { writable, readable } = new DecompressionStream("gzip");
  // Written straight: a Blob's stream would take it through another process and back.
  const writer = writable.getWriter();
  const written = writer.write(fromBase64(base64)).then(() => writer.close());
  const [bytes] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return new Uint8Array(bytes);
}

/** Decode base64. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
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
