/** Bytes of a stream, taken by count; at the end of the stream there are fewer. */
export class ByteQueue {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #taken = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes given so far. */
  get taken(): number {
    return this.#taken;
  }

  /** The next bytes in one piece: for few of them. */
  async take(bytes: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    await this.pass(bytes, (piece) => pieces.push(piece));
    return Buffer.concat(pieces);
  }

  /** Hands on the next bytes as they come; gives how many the stream lacked. */
  async pass(bytes: number, write: (piece: Buffer) => void): Promise<number> {
    let missing = bytes;
    while (missing > 0) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next();
        if (next.done === true) return missing;
        this.#rest = next.value;
      }
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      this.#taken += piece.length;
      write(piece);
    }
    return 0;
  }

  /** Closes the stream. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
