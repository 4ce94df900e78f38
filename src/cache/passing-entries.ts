/**
 * What is under way, by its key: entries that come and go with every request.
 *
 * Not a Map. A Map that is emptied and filled all the time takes a new table now and then, and V8 lets the old one point at
 * the new one, for iterators. An old table that lies where only full collections look keeps all that came after it, and
 * whatever was under way meanwhile: 2.6 MB at each small collection, a twentieth of all that was made. Docs: docs/decisions/0029.
 */
export class PassingEntries<Value> {
  // Without a prototype: every text is a key like any other.
  readonly #values = Object.create(null) as Record<string, Value | undefined>;

  get(key: string): Value | undefined {
    return this.#values[key];
  }

  set(key: string, value: Value): void {
    this.#values[key] = value;
  }

  delete(key: string): void {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the object is a dictionary, and there is no Map in its place
    delete this.#values[key];
  }
}
