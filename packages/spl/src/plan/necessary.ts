import { call, type LiteralExpr, type PlanExpr } from './expr.ts';

/**
 * A condition that is TRUE wherever the given one is, and perhaps elsewhere, but cheaper to compute: what a scan asks of
 * every event it reads, before the search itself looks at those that pass.
 * - A sum of points (`if(a, 1, 0) + if(b, 1, 0) > 0`) is positive only where something gives points: `a OR b`.
 * - Looking for several words in one text is done in one pass.
 */
export function necessaryCondition(condition: PlanExpr): PlanExpr {
  if (condition.op !== 'call') return condition;
  switch (condition.fn) {
    case 'and':
      return { ...condition, args: condition.args.map(necessaryCondition) };
    case 'or':
      return mergeSearches(condition.args.map(necessaryCondition));
    case 'number.gt':
      return positivePoints(condition.args, 0) ?? condition;
    case 'number.ge':
      // `points >= 0` holds without any.
      return positivePoints(condition.args, Number.MIN_VALUE) ?? condition;
    default:
      return condition;
  }
}

/** For a comparison of points with a limit of at least `least`: that there are any. Null when it is no such condition. */
function positivePoints([points, limit]: readonly PlanExpr[], least: number): PlanExpr | null {
  if (!points || limit?.op !== 'literal' || typeof limit.value !== 'number' || limit.value < least)
    return null;
  const sources = sourcesOf(points);
  return sources === null || sources.length === 0 ? null : mergeSearches(sources.map(necessaryCondition));
}

/** The conditions under which a sum of CASEs over constants is not zero. Null for anything else. */
function sourcesOf(points: PlanExpr): readonly PlanExpr[] | null {
  if (points.op === 'literal') return points.value === 0 ? [] : null;
  if (points.op === 'case') {
    const values = [...points.branches.map(({ then }) => then), points.otherwise].map(constant);
    if (values.some((value) => value === null || value < 0) || values.at(-1) !== 0) return null;
    return points.branches.flatMap(({ when }, index) => (values[index] === 0 ? [] : [when]));
  }
  if (points.op !== 'call' || points.fn !== 'number.add') return null;
  const parts = points.args.map(sourcesOf);
  return parts.every((part) => part !== null) ? parts.flat() : null;
}

function constant(expr: PlanExpr): number | null {
  return expr.op === 'literal' && typeof expr.value === 'number' ? expr.value : null;
}

/** An OR in which all searches for a word in the same text are one. */
function mergeSearches(conditions: readonly PlanExpr[]): PlanExpr {
  const flat = conditions.flatMap((one) => (one.op === 'call' && one.fn === 'or' ? one.args : [one]));
  const merged: PlanExpr[] = [];
  const searches = new Map<
    string,
    { readonly at: number; readonly text: PlanExpr; readonly words: string[] }
  >();
  for (const one of flat) {
    const search = wordSearch(one);
    const key = search === null ? '' : JSON.stringify(search.text);
    const known = searches.get(key);
    if (search === null) merged.push(one);
    else if (known) known.words.push(search.word);
    else {
      searches.set(key, { at: merged.length, text: search.text, words: [search.word] });
      merged.push(one);
    }
  }
  for (const { at, text, words } of searches.values())
    if (words.length > 1) merged[at] = containsAny(text, words);
  const [only] = merged;
  return only && merged.length === 1 ? only : call('or', 'boolean', ...merged);
}

/** Lower-casing every text costs as much as looking for the words: the search itself can ignore letter case. */
function containsAny(text: PlanExpr, words: readonly string[]): PlanExpr {
  const [folded] = text.op === 'call' && text.fn === 'lower' ? text.args : [];
  if (folded && words.every((word) => /^[\x20-@[-~]+$/.test(word)))
    return call('text.mayContainAny', 'boolean', folded, wordList(words));
  return call('text.containsAny', 'boolean', text, wordList(words));
}

function wordList(words: readonly string[]): LiteralExpr {
  return { op: 'literal', value: words, type: 'multivalue' };
}

const patterns: Readonly<Record<string, RegExp>> = {
  'text.like': /^%([^%_]+)%$/s,
  'text.wildcard': /^\*([^*]+)\*$/s,
};

/** The text and the word of `like(text, "%word%")` and of `text=*word*`. */
function wordSearch(expr: PlanExpr): { readonly text: PlanExpr; readonly word: string } | null {
  if (expr.op !== 'call') return null;
  const [text, pattern] = expr.args;
  if (!text || pattern?.op !== 'literal' || typeof pattern.value !== 'string') return null;
  const word = patterns[expr.fn]?.exec(pattern.value)?.[1];
  return word === undefined ? null : { text, word };
}
