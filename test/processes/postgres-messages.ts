/** The little of PostgreSQL's protocol (its manual, "Message Formats") that is needed to stop at a statement. */

const NO_BYTES = Buffer.alloc(0);

/** Cuts a stream into messages: a type byte and a length, except for the first one of a client, which has no type. */
export class MessageReader {
  #rest: Buffer = NO_BYTES;
  #isStartup: boolean;

  constructor({ hasStartup }: { readonly hasStartup: boolean }) {
    this.#isStartup = hasStartup;
  }

  /** The messages that are complete with these bytes. */
  read(bytes: Buffer): readonly Buffer[] {
    this.#rest = Buffer.concat([this.#rest, bytes]);
    const messages: Buffer[] = [];
    for (let message = this.#next(); message !== null; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): Buffer | null {
    const lengthAt = this.#isStartup ? 0 : 1;
    if (this.#rest.length < lengthAt + 4) return null;
    const size = lengthAt + this.#rest.readInt32BE(lengthAt);
    if (this.#rest.length < size) return null;
    this.#isStartup = false;
    const message = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return message;
  }
}

/** The name of the prepared statement that a client's message executes ("B", Bind), else null. */
export function statementNameOf(message: Buffer): string | null {
  if (message[0] !== 0x42) return null;
  const portalEnd = message.indexOf(0, 5);
  return message.toString('utf8', portalEnd + 1, message.indexOf(0, portalEnd + 1));
}
