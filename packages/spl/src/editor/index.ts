export { type Completion, complete, type EditorOptions } from './complete.ts';
export { type DocumentSymbol, documentSymbols } from './document-symbols.ts';
export { editorDiagnostics } from './editor-diagnostics.ts';
export { formatText } from './format-text.ts';
export { type HighlightKind, type HighlightToken, highlight } from './highlight.ts';
export { type Hover, hover } from './hover.ts';
export { type SignatureHelp, signatureHelp } from './signature-help.ts';
