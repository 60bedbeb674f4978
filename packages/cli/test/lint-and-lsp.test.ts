import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { frameMessage, MessageReader, type RpcMessage } from '../src/lsp/message-stream.ts';
import { toOffset, toPosition } from '../src/lsp/text-positions.ts';
import { auditRecord, ndjson, runCli } from './run-cli.ts';

describe('sealbreak lint', () => {
  it('shows each warning with its place and a hint', async () => {
    const { code, out } = await runCli(['lint', 'index=main | where user=null']);
    expect(code).toBe(1);
    expect(out).toContain('warning[SPL2401]');
    expect(out).toContain('hint: write isnull(user)');
    expect(out).toContain('0 errors, 1 warnings');
  });

  it('takes a rule and gives JSON', async () => {
    const { out } = await runCli([
      'lint',
      'remote-email-collection',
      '--format',
      'json',
      '--level',
      'warning',
    ]);
    const rows = JSON.parse(out) as readonly { readonly code: string; readonly line: number }[];
    expect(rows.filter(({ code }) => code === 'SPL2501')).toHaveLength(4);
    expect(rows.every(({ line }) => line > 0)).toBe(true);
  });

  it('is content with a good search and refuses a broken one', async () => {
    expect((await runCli(['lint', 'index=main | stats count by user'])).code).toBe(0);
    expect((await runCli(['lint', 'index=main | stts count'])).code).toBe(2);
  });
});

describe('sealbreak search', () => {
  it('says warnings in one line, unless told to be quiet', async () => {
    const stdin = { content: ndjson([auditRecord()]) };
    const spl = 'index=o365 | where UserId=null';
    expect((await runCli(['search', spl], { stdin })).err).toContain('warning[SPL2401] 1:20: ');
    expect((await runCli(['search', spl, '--quiet'], { stdin })).err).not.toContain('SPL2401');
  });
});

/** A running server with the replies that it sent. */
function startServer() {
  const bin = fileURLToPath(new URL('../bin/sealbreak.js', import.meta.url));
  const child = spawn(process.execPath, [bin, 'lsp']);
  const reader = new MessageReader();
  const received: (RpcMessage | null)[] = [];
  const waiting: (() => void)[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    received.push(...reader.push(chunk));
    for (const wake of waiting.splice(0)) wake();
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    send: (message: Omit<RpcMessage, 'jsonrpc'>) =>
      child.stdin.write(frameMessage({ jsonrpc: '2.0', ...message })),
    sendText: (text: string) => child.stdin.write(text),
    closed,
    async next(wanted: (message: RpcMessage) => boolean): Promise<RpcMessage> {
      for (;;) {
        const found = received.find((message) => message !== null && wanted(message));
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}

describe('sealbreak lsp', () => {
  it('answers an editor from the first message to the last', async () => {
    const server = startServer();
    const textDocument = { uri: 'file:///rule.spl' };
    const text = 'index=main | where user=null\n| stats count by us';
    server.send({ id: 1, method: 'initialize', params: {} });
    expect((await server.next(({ id }) => id === 1)).result).toMatchObject({
      capabilities: { hoverProvider: true, documentFormattingProvider: true },
    });
    server.send({ method: 'initialized', params: {} });
    server.send({ method: 'textDocument/didOpen', params: { textDocument: { ...textDocument, text } } });
    const published = await server.next(({ method }) => method === 'textDocument/publishDiagnostics');
    expect(published.params).toMatchObject({
      diagnostics: [{ code: 'SPL2401', severity: 2, range: { start: { line: 0, character: 19 } } }],
    });
    const ask = async (id: number, method: string, position?: object): Promise<unknown> => {
      server.send({
        id,
        method: `textDocument/${method}`,
        params: { textDocument, ...(position ? { position } : {}) },
      });
      return (await server.next((message) => message.id === id)).result;
    };
    expect(await ask(2, 'completion', { line: 0, character: 15 })).toContainEqual(
      expect.objectContaining({ label: 'where' }),
    );
    expect(JSON.stringify(await ask(3, 'hover', { line: 1, character: 4 }))).toContain('stats');
    expect(await ask(4, 'signatureHelp', { line: 0, character: 3 })).toBeNull();
    expect(await ask(5, 'documentSymbol')).toHaveLength(3);
    expect(await ask(6, 'formatting')).toMatchObject([
      { newText: 'index=main\n| where user = null\n| stats count by us' },
    ]);
    expect((await ask(7, 'semanticTokens/full')) as { readonly data: readonly number[] }).toHaveProperty(
      'data.0',
      0,
    );
    server.send({ id: 8, method: 'nosuch' });
    expect((await server.next(({ id }) => id === 8)).error?.code).toBe(-32601);
    server.send({ id: 9, method: 'shutdown' });
    await server.next(({ id }) => id === 9);
    server.send({ method: 'exit' });
    expect(await server.closed).toBe(0);
  });

  it('survives a message that is no JSON', async () => {
    const server = startServer();
    server.sendText('Content-Length: 3\r\n\r\n{{{');
    expect((await server.next(({ error }) => error !== undefined)).error?.code).toBe(-32700);
    server.send({ method: 'exit' });
    expect(await server.closed).toBe(1);
  });
});

describe('positions of the protocol', () => {
  it('go both ways, over every kind of line break', () => {
    const text = 'a\r\nb😀c\n\rd';
    for (const offset of [0, 1, 3, 6, 7, 8, 9, 10])
      expect(toOffset(text, toPosition(text, offset))).toBe(offset);
    expect(toOffset(text, { line: 99, character: 0 })).toBe(text.length);
    expect(toOffset(text, { line: 0, character: 99 })).toBe(1);
  });
});
