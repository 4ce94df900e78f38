/** A map that holds so many entries at most: the one that was not asked for the longest makes room. */
export class NewestEntries<Key, Value> extends Map<Key, Value> {
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override get(key: Key): Value | undefined {
    const value = super.get(key);
    // A map keeps the order in which its keys came: this one is now the newest.
    if (value !== undefined && super.delete(key)) super.set(key, value);
    return value;
  }

  override set(key: Key, value: Value): this {
    super.delete(key);
    super.set(key, value);
    const oldest = this.keys().next();
    if (this.size > this.#limit && oldest.done !== true) super.delete(oldest.value);
    return this;
  }
}
