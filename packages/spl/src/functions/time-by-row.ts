import type { EvalContext } from '../lower/eval/context.ts';
import { literalList } from '../lower/eval/convert.ts';
import { primitive, share, sharedCall } from '../lower/eval/share.ts';
import { nullLiteral, numberLiteral, type PlanExpr, stringLiteral } from '../plan/expr.ts';
import { formatTokenPattern, formatVariables, parseTimeFormat } from '../time/strftime.ts';

/** The pieces of each variable. */
const variables = formatVariables.flatMap((variable) => {
  const parsed = parseTimeFormat(variable);
  return parsed.ok ? [{ variable, pieces: literalList(parsed.pieces) }] : [];
});

/**
 * `strftime` with a format that each row brings: the format is cut into texts and variables, and each of them is printed
 * by itself. A format with an unknown variable gives NULL.
 */
export function formatByRow(time: PlanExpr, format: PlanExpr, freshId: () => string): PlanExpr {
  return share(time, 'time', (at) =>
    share(format, 'format', (text) => {
      const tokens = primitive(
        'regex.extractAll',
        'multivalue',
        text,
        stringLiteral(formatTokenPattern),
        numberLiteral(0),
      );
      const printed = printTokens(tokens, at, freshId);
      const isReadable = primitive(
        'number.eq',
        'boolean',
        primitive('list.length', 'number', tokens),
        primitive('list.length', 'number', printed),
      );
      const empty = primitive('text.equal', 'boolean', text, stringLiteral(''));
      const whole: PlanExpr = {
        op: 'case',
        branches: [
          { when: empty, then: stringLiteral('') },
          { when: isReadable, then: primitive('list.join', 'dynamic', printed, stringLiteral('')) },
        ],
        otherwise: nullLiteral,
        type: 'dynamic',
      };
      // A time that is none has no text, even in a format without variables.
      const year = primitive('time.format', 'dynamic', at, literalList(['%Y']));
      return where(primitive('isNotNull', 'boolean', year), whole);
    }),
  );
}

function printTokens(tokens: PlanExpr, time: PlanExpr, freshId: () => string): PlanExpr {
  const param = freshId();
  const token: PlanExpr = { op: 'column', id: param, type: 'dynamic' };
  const branches = variables.map(({ variable, pieces }) => ({
    when: primitive('text.equal', 'boolean', token, stringLiteral(variable)),
    then: primitive('time.format', 'dynamic', time, pieces),
  }));
  const startsWithPercent = primitive(
    'text.equal',
    'boolean',
    primitive('text.substring', 'text', token, numberLiteral(1), numberLiteral(1)),
    stringLiteral('%'),
  );
  const plain = { when: primitive('not', 'boolean', startsWithPercent), then: token };
  const body: PlanExpr = {
    op: 'case',
    branches: [plain, ...branches],
    otherwise: nullLiteral,
    type: 'dynamic',
  };
  return primitive('list.map', 'multivalue', tokens, { op: 'lambda', param, body, type: 'dynamic' });
}

function where(when: PlanExpr, then: PlanExpr): PlanExpr {
  return { op: 'case', branches: [{ when, then }], otherwise: nullLiteral, type: then.type };
}

/**
 * `strptime` with a format that the rows bring: they are asked for the formats that occur. One with an unknown variable
 * gives NULL. Undefined where the rows cannot be asked.
 */
export function parseByRow(text: PlanExpr, format: PlanExpr, context: EvalContext): PlanExpr | undefined {
  if (!context.distinctTexts) return undefined;
  const formats = context.distinctTexts(format) ?? [];
  const now = numberLiteral(context.now);
  return share(format, 'format', (written) =>
    share(text, 'text', (value): PlanExpr => {
      const branches = formats.flatMap((one) => {
        const parsed = parseTimeFormat(one);
        if (!parsed.ok) return [];
        const when = primitive('text.equal', 'boolean', written, stringLiteral(one));
        const pieces = literalList(parsed.pieces);
        return [{ when, then: sharedCall('time.parse', 'number', value, pieces, now) }];
      });
      return { op: 'case', branches, otherwise: nullLiteral, type: 'number' };
    }),
  );
}
