import { type ExitCode, exitCode } from '../exit-code.ts';
import { type KnowledgeOptions, loadKnowledge } from '../knowledge/load-knowledge.ts';
import { LanguageServer } from '../lsp/language-server.ts';
import { frameMessage, MessageReader, type RpcMessage } from '../lsp/message-stream.ts';
import type { CommandEnvironment } from '../program.ts';

const parseError = -32700;

/** Serves editors over standard input and output until they say `exit` or close the pipe. */
export async function lsp(
  options: KnowledgeOptions,
  { console, signal }: CommandEnvironment,
): Promise<ExitCode> {
  const { macros, lookups } = await loadKnowledge(options);
  const server = new LanguageServer({ macros, lookups });
  const reader = new MessageReader();
  const send = (message: RpcMessage): void => void console.out.write(frameMessage(message));
  for await (const chunk of process.stdin) {
    for (const message of reader.push(Buffer.from(chunk))) {
      if (message === null)
        send({ jsonrpc: '2.0', id: null, error: { code: parseError, message: 'not a JSON object' } });
      else for (const reply of server.handle(message)) send(reply);
      if (server.exitCode !== undefined) return server.exitCode === 0 ? exitCode.ok : exitCode.failure;
    }
    if (signal.aborted) return exitCode.interrupted;
  }
  return exitCode.ok;
}
