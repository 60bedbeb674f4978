import { call, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import type { LowerContext } from './context.ts';
import type { LoweredPattern } from './pattern.ts';

/**
 * The text with only its N-th match replaced (`s/a/b/2`, N from 2); a text with fewer matches stays. All matches are set
 * between marks, once as they are and once replaced; the pieces between the marks are put together again. The mark holds
 * the text's own hash, so that no text holds its mark.
 */
export function replaceNth(
  text: PlanExpr,
  pattern: LoweredPattern,
  replacement: string,
  occurrence: number,
  context: LowerContext,
): PlanExpr {
  const mark = call('text.concat', 'text', stringLiteral('\u{e000}'), call('text.md5', 'text', text));
  const marked = (between: string): PlanExpr => {
    const parts = call('text.concat', 'text', mark, stringLiteral(between), mark);
    return call(
      'text.split',
      'multivalue',
      call('regex.replace', 'text', text, pattern.literal, parts),
      mark,
    );
  };
  // Every second piece is a match: pieces 1, 3, 5 …, from 0.
  const at = 2 * occurrence - 1;
  const found = context.freshId();
  const pieces: PlanExpr = { op: 'column', id: found, type: 'multivalue' };
  const replaced = call(
    'list.at',
    'dynamic',
    marked(withoutMissingGroups(replacement, pattern)),
    numberLiteral(at),
  );
  const edited = call(
    'list.concat',
    'multivalue',
    call('list.slice', 'multivalue', pieces, numberLiteral(0), numberLiteral(at - 1)),
    call('list.of', 'multivalue', replaced),
    call('list.slice', 'multivalue', pieces, numberLiteral(at + 1), numberLiteral(-1)),
  );
  const branch = {
    when: call('number.gt', 'boolean', call('list.length', 'number', pieces), numberLiteral(at)),
    then: call('list.join', 'dynamic', edited, stringLiteral('')),
  };
  const body: PlanExpr = { op: 'case', branches: [branch], otherwise: text, type: 'dynamic' };
  return call('let', 'dynamic', marked('\\0'), { op: 'lambda', param: found, body, type: 'dynamic' });
}

/** The replacement as `rewriteReplacement` takes it, without the groups that the pattern lacks. */
function withoutMissingGroups(replacement: string, { groupCount }: LoweredPattern): string {
  return replacement.replace(/\\(\d)/g, (whole, digit: string) => (Number(digit) <= groupCount ? whole : ''));
}
