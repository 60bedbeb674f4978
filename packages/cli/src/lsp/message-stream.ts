/** A JSON-RPC message in either direction. Source: Language Server Protocol 3.17, base protocol. */
export interface RpcMessage {
  readonly jsonrpc: '2.0';
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Longest message that is read; a longer one ends the connection. */
const messageLimitBytes = 16 * 1024 * 1024;

/** Cuts a byte stream into messages: headers, an empty line, `Content-Length` bytes of JSON. */
export class MessageReader {
  private rest: Buffer = Buffer.alloc(0);

  /** The messages that the bytes complete; `null` for one that is no JSON object. */
  push(chunk: Buffer): readonly (RpcMessage | null)[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const messages: (RpcMessage | null)[] = [];
    for (let body = this.take(); body !== undefined; body = this.take()) messages.push(parseMessage(body));
    return messages;
  }

  private take(): string | undefined {
    const end = this.rest.indexOf('\r\n\r\n');
    if (end < 0) {
      if (this.rest.length > messageLimitBytes) throw new Error('a message without an end of its headers');
      return undefined;
    }
    const length = Number(/^content-length:\s*(\d+)/im.exec(this.rest.toString('latin1', 0, end))?.[1]);
    if (!Number.isSafeInteger(length) || length > messageLimitBytes)
      throw new Error('a message without a usable Content-Length');
    const start = end + 4;
    if (this.rest.length < start + length) return undefined;
    const body = this.rest.toString('utf8', start, start + length);
    this.rest = this.rest.subarray(start + length);
    return body;
  }
}

function parseMessage(body: string): RpcMessage | null {
  try {
    const value: unknown = JSON.parse(body);
    // The members are looked at one by one where they are used.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as RpcMessage)
      : null;
  } catch {
    return null;
  }
}

export function frameMessage(message: RpcMessage): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
