/** The bytes of a stream that are still needed: grows by appending, shrinks from the front, positions count from there. */
export class ByteWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** Of `bytes`, how many are filled. */
  length = 0;
  #owned = false;

  /** Drops what lies before `keepFrom` and appends the chunk. Gives by how much all positions have moved. */
  append(chunk: Buffer, keepFrom: number): number {
    const from = Math.min(keepFrom, this.length);
    const kept = this.length - from;
    if (kept === 0) {
      this.bytes = chunk;
      this.length = chunk.length;
      this.#owned = false;
      return from;
    }
    const needed = kept + chunk.length;
    if (this.#owned && needed <= this.bytes.length) {
      this.bytes.copyWithin(0, from, this.length);
    } else {
      const grown = Buffer.allocUnsafe(Math.max(needed * 2, 1 << 20));
      this.bytes.copy(grown, 0, from, this.length);
      this.bytes = grown;
      this.#owned = true;
    }
    chunk.copy(this.bytes, kept);
    this.length = needed;
    return from;
  }
}
