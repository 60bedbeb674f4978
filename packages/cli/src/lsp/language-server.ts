import {
  complete,
  type Diagnostic,
  type DocumentSymbol,
  documentSymbols,
  type EditorOptions,
  editorDiagnostics,
  formatText,
  type HighlightKind,
  highlight,
  hover,
  signatureHelp,
} from '@sealbreak/spl';
import type { RpcMessage } from './message-stream.ts';
import { type LspPosition, toOffset, toPosition, toRange } from './text-positions.ts';

const tokenTypes: readonly HighlightKind[] = [
  ...(['command', 'keyword', 'operator', 'function', 'option', 'field'] as const),
  ...(['value', 'string', 'number', 'macro', 'comment', 'punctuation'] as const),
];

/** The names that editors colour by. Source: Language Server Protocol 3.17, semantic tokens. */
const standardType: Readonly<Record<HighlightKind, string>> = {
  command: 'keyword',
  keyword: 'keyword',
  operator: 'operator',
  function: 'function',
  option: 'property',
  field: 'variable',
  value: 'enumMember',
  string: 'string',
  number: 'number',
  macro: 'macro',
  comment: 'comment',
  punctuation: 'operator',
};

const legend = [...new Set(tokenTypes.map((kind) => standardType[kind]))];

const capabilities = {
  textDocumentSync: 1,
  completionProvider: { triggerCharacters: ['|', '`', '=', '"', ' '] },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  documentFormattingProvider: true,
  documentSymbolProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: legend, tokenModifiers: [] }, full: true },
};

/** Error codes of JSON-RPC. */
const methodNotFound = -32601;
const invalidParams = -32602;

/** The protocol on top of the editor functions: messages in, messages out. Holds the open documents and nothing else. */
export class LanguageServer {
  private readonly documents = new Map<string, string>();
  private readonly options: EditorOptions;
  /** Set by `exit`; 0 after a `shutdown`, as the protocol asks. */
  exitCode: 0 | 1 | undefined;
  private isShutDown = false;

  constructor(options: EditorOptions = {}) {
    this.options = options;
  }

  /** What is sent back for a message. */
  handle({ id, method, params }: RpcMessage): readonly RpcMessage[] {
    if (method === undefined) return [];
    if (id === undefined || id === null) return this.notified(method, record(params));
    return [this.answer(id, method, record(params))];
  }

  private notified(method: string, params: Fields): readonly RpcMessage[] {
    const document = record(params['textDocument']);
    const uri = String(document['uri'] ?? '');
    if (method === 'textDocument/didOpen') return this.changed(uri, String(document['text'] ?? ''));
    if (method === 'textDocument/didChange') {
      const changes = Array.isArray(params['contentChanges']) ? params['contentChanges'] : [];
      return this.changed(uri, String(record(changes.at(-1))['text'] ?? ''));
    }
    if (method === 'textDocument/didClose') {
      this.documents.delete(uri);
      return [diagnosticsMessage(uri, [])];
    }
    if (method === 'exit') this.exitCode = this.isShutDown ? 0 : 1;
    return [];
  }

  private changed(uri: string, text: string): readonly RpcMessage[] {
    this.documents.set(uri, text);
    const found = editorDiagnostics(text, this.options).map((each) => lspDiagnostic(each, text));
    return [diagnosticsMessage(uri, found)];
  }

  private answer(id: number | string, method: string, params: Fields): RpcMessage {
    if (method === 'initialize')
      return { jsonrpc: '2.0', id, result: { capabilities, serverInfo: { name: 'sealbreak' } } };
    if (method === 'shutdown') {
      this.isShutDown = true;
      return { jsonrpc: '2.0', id, result: null };
    }
    const request = Object.hasOwn(requests, method) ? requests[method] : undefined;
    if (!request) return failed(id, methodNotFound, `there is no method ${method}`);
    const text = this.documents.get(String(record(params['textDocument'])['uri'] ?? ''));
    if (text === undefined) return failed(id, invalidParams, 'the document is not open');
    return { jsonrpc: '2.0', id, result: request(text, offsetIn(text, params), this.options) };
  }
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function offsetIn(text: string, params: Fields): number {
  const { line, character } = record(params['position']);
  const position: LspPosition = { line: Number(line) || 0, character: Number(character) || 0 };
  return toOffset(text, position);
}

function failed(id: number | string, code: number, message: string): RpcMessage {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

function diagnosticsMessage(uri: string, diagnostics: readonly unknown[]): RpcMessage {
  return { jsonrpc: '2.0', method: 'textDocument/publishDiagnostics', params: { uri, diagnostics } };
}

function lspDiagnostic({ code, severity, span, message, hint }: Diagnostic, text: string): unknown {
  const rank = { error: 1, warning: 2, info: 3 }[severity];
  return {
    range: toRange(text, span),
    severity: rank,
    code,
    source: 'sealbreak',
    message: hint === undefined ? message : `${message}\n${hint}`,
  };
}

type Request = (text: string, offset: number, options: EditorOptions) => unknown;

/** Numbers of the protocol for the kinds of completions. */
const completionKinds = {
  command: 14,
  option: 10,
  keyword: 14,
  function: 3,
  aggregate: 3,
  field: 5,
  macro: 15,
  value: 12,
} as const;

const requests: Readonly<Record<string, Request>> = {
  'textDocument/completion': (text, offset, options) =>
    complete(text, offset, options).map(({ label, kind, insert, span, detail, doc }) => ({
      label,
      kind: completionKinds[kind],
      detail,
      documentation: doc,
      textEdit: { range: toRange(text, span), newText: insert },
    })),
  'textDocument/hover': (text, offset, options) => {
    const found = hover(text, offset, options);
    return (
      found && { contents: { kind: 'markdown', value: found.contents }, range: toRange(text, found.span) }
    );
  },
  'textDocument/signatureHelp': (text, offset) => {
    const found = signatureHelp(text, offset);
    if (!found) return null;
    const { label, doc, parameters, active } = found;
    const signature = { label, documentation: doc, parameters: parameters.map((each) => ({ label: each })) };
    return { signatures: [signature], activeSignature: 0, activeParameter: active };
  },
  'textDocument/formatting': (text) => {
    const formatted = formatText(text);
    return formatted === text
      ? []
      : [{ range: toRange(text, { start: 0, end: text.length }), newText: formatted }];
  },
  'textDocument/documentSymbol': (text) => documentSymbols(text).map((symbol) => lspSymbol(symbol, text)),
  'textDocument/semanticTokens/full': (text) => ({ data: semanticTokens(text) }),
};

/** A function, in the numbers of the protocol. */
const functionSymbol = 12;

function lspSymbol({ name, detail, span, nameSpan, children }: DocumentSymbol, text: string): unknown {
  return {
    name: name === '' ? '?' : name,
    detail,
    kind: functionSymbol,
    range: toRange(text, span),
    selectionRange: toRange(text, nameSpan),
    children: children.map((child) => lspSymbol(child, text)),
  };
}

/** Five numbers a token: line and character relative to the token before, length, type, modifiers. */
function semanticTokens(text: string): readonly number[] {
  let before: LspPosition = { line: 0, character: 0 };
  return highlight(text).flatMap(({ kind, span }) => {
    const at = toPosition(text, span.start);
    const isSameLine = at.line === before.line;
    const data = [
      at.line - before.line,
      isSameLine ? at.character - before.character : at.character,
      span.end - span.start,
      legend.indexOf(standardType[kind]),
      0,
    ];
    before = at;
    return data;
  });
}
