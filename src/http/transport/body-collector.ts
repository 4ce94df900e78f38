// Shared: without `stream: true` a decoder keeps nothing between calls. It also drops a byte order mark, which .NET
// servers like to send and JSON does not allow.
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Gathers a body as it arrives. One chunk, the usual case, is kept as it is; more are copied into one growing buffer,
 * so that a body sent one byte at a time takes the room of its bytes and not of ten million objects.
 */
export class BodyCollector {
  #bytes: Buffer | undefined;
  #length = 0;

  /** Takes the next chunk. */
  add(chunk: Buffer): void {
    if (this.#bytes === undefined) {
      this.#bytes = chunk;
      this.#length = chunk.length;
      return;
    }
    const length = this.#length + chunk.length;
    // Always so for the second chunk, hence the first one, which is not ours to write to, stays as it was.
    if (length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(length, this.#length * 2, 4096));
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    chunk.copy(this.#bytes, this.#length);
    this.#length = length;
  }

  /** The text of all that came, or undefined where it is not valid UTF-8. */
  text(): string | undefined {
    if (this.#bytes === undefined) return '';
    try {
      return decoder.decode(this.#bytes.subarray(0, this.#length));
    } catch {
      return undefined;
    }
  }
}
