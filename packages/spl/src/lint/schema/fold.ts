import type { Command, Expr, SearchExpr } from '../../ast/ast.ts';
import { commandSearches, optionValue } from '../../ast/visit.ts';
import type { PipelineFields, StageFields } from '../../fields/field-flow.ts';
import { aggregatesIn, byFields } from '../../fields/transfer.ts';
import type { Span } from '../../source/span.ts';
import { type AbstractValue, anything, missing, union } from './abstract-value.ts';
import { evaluate, truthOf, truthOfSearch, valueOfField, type WorldState } from './evaluate.ts';
import { allWorlds } from './world.ts';

/** A part of a condition that has no parts of its own, with the states in which it is asked. */
export interface Asked {
  readonly condition: Condition;
  readonly span: Span;
  /** States that reach it, and those of them in which it can be true. */
  readonly states: readonly WorldState[];
  readonly kept: readonly WorldState[];
  /** True when it can also be not true. */
  readonly canFail: boolean;
  /** True for a filter that every row has to pass. */
  readonly isFilter: boolean;
}

export type Condition =
  | { readonly kind: 'eval'; readonly expr: Expr }
  | { readonly kind: 'search'; readonly expr: SearchExpr }
  /** One value of a list. */
  | { readonly kind: 'eval-item'; readonly operand: Expr; readonly item: Expr }
  | { readonly kind: 'search-item'; readonly field: string; readonly text: string };

export interface Folded {
  readonly asked: readonly Asked[];
  /** States before each stage that was followed. */
  readonly before: ReadonlyMap<StageFields, readonly WorldState[]>;
}

/** Most states that are kept apart. */
const stateLimit = 2000;

/**
 * Follows every sort of record through a pipeline, through eval, if and case, and notes for each part of each condition
 * whether any sort of record can satisfy it. Ends at a stage whose fields only the data can tell.
 */
export function foldPipeline({ stages }: PipelineFields): Folded {
  const folder = new Folder();
  let states: readonly WorldState[] = allWorlds.map((world) => ({ world, made: new Map() }));
  const before = new Map<StageFields, readonly WorldState[]>();
  for (const stage of stages) {
    before.set(stage, states);
    if (stage.stage.kind === 'macro' || !stage.after.certain) break;
    states = folder.stage(stage.stage, stage, states);
  }
  return { asked: folder.asked, before };
}

class Folder {
  readonly asked: Asked[] = [];

  stage(command: Command, fields: StageFields, states: readonly WorldState[]): readonly WorldState[] {
    if (command.name === 'search')
      return commandSearches(command).reduce((rest, expr) => this.search(expr, rest, true), states);
    if (command.name === 'where')
      return command.args.reduce(
        (rest, arg) => (arg.kind === 'expr-arg' ? this.condition(arg.expr, rest, true) : rest),
        states,
      );
    if (command.name === 'eval') return this.assignments(command, states);
    if (['stats', 'chart', 'timechart'].includes(command.name)) return grouped(command, states);
    if (command.name === 'rename') return renamed(command, states);
    const fresh = [...fields.after.fields].filter(([name, fact]) => fact !== fields.before.fields.get(name));
    const filled = command.name === 'fillnull' ? [...fields.after.fields.keys()] : [];
    const unknown = [...fresh.map(([name]) => name), ...filled];
    return unknown.length === 0
      ? states
      : states.map((state) =>
          withValues(
            state,
            unknown.map((name) => [name, anything]),
          ),
        );
  }

  private assignments(command: Command, states: readonly WorldState[]): readonly WorldState[] {
    let rest = states;
    for (const arg of command.args) {
      if (arg.kind !== 'assignment') continue;
      this.values(arg.expr, rest);
      rest = rest.flatMap((state) => forks(state, arg.target.name, evaluate(arg.expr, state), rest.length));
    }
    return rest;
  }

  /** Asks the conditions inside an expression that gives a value. */
  private values(expr: Expr, states: readonly WorldState[]): void {
    if (expr.kind === 'binary') for (const side of [expr.left, expr.right]) this.values(side, states);
    if (expr.kind !== 'call') return;
    if (expr.name === 'if') {
      const [condition, ...branches] = expr.args;
      if (condition) this.condition(condition, states, false);
      for (const branch of branches) this.values(branch, states);
    } else if (expr.name === 'case') this.branches(expr.args, states);
    else for (const arg of expr.args) this.values(arg, states);
  }

  private branches(args: readonly Expr[], states: readonly WorldState[]): void {
    let rest = states;
    for (let i = 0; i + 1 < args.length; i += 2) {
      const condition = args[i];
      if (!condition) return;
      this.condition(condition, rest, false);
      rest = rest.filter((state) => {
        const { f, n } = truthOf(condition, state);
        return f || n;
      });
    }
  }

  /** The states in which a condition can hold. */
  private condition(expr: Expr, states: readonly WorldState[], isFilter: boolean): readonly WorldState[] {
    if (expr.kind === 'binary' && expr.op === 'AND')
      return this.condition(expr.right, this.condition(expr.left, states, isFilter), isFilter);
    if (expr.kind === 'binary' && expr.op === 'OR')
      return joined(
        states,
        this.condition(expr.left, states, false),
        this.condition(expr.right, states, false),
      );
    if (expr.kind === 'in' && !expr.negated) {
      const { operand, list } = expr;
      const kept = list.map((item) =>
        this.ask({ kind: 'eval-item', operand, item }, item.span, states, false, (state) =>
          truthOf({ ...expr, list: [item] }, state),
        ),
      );
      return joined(states, ...kept);
    }
    const kept = (state: WorldState) => truthOf(expr, state);
    // A negation is asked as a whole: its parts are meant not to hold.
    return this.ask({ kind: 'eval', expr }, expr.span, states, isFilter, kept);
  }

  private search(expr: SearchExpr, states: readonly WorldState[], isFilter: boolean): readonly WorldState[] {
    if (expr.kind === 'search-and')
      return expr.terms.reduce((rest, term) => this.search(term, rest, isFilter), states);
    if (expr.kind === 'search-or')
      return joined(states, ...expr.terms.map((term) => this.search(term, states, false)));
    if (expr.kind === 'search-in') {
      const kept = expr.values.map((item) =>
        item.kind === 'macro'
          ? states
          : this.ask(
              { kind: 'search-item', field: expr.field.name, text: item.text },
              item.span,
              states,
              false,
              (state) => truthOfSearch({ ...expr, values: [item] }, state),
            ),
      );
      return joined(states, ...kept);
    }
    return this.ask({ kind: 'search', expr }, expr.span, states, isFilter, (state) =>
      truthOfSearch(expr, state),
    );
  }

  private ask(
    condition: Condition,
    span: Span,
    states: readonly WorldState[],
    isFilter: boolean,
    truth: (state: WorldState) => { readonly t: boolean; readonly f: boolean; readonly n: boolean },
  ): readonly WorldState[] {
    const truths = states.map((state) => ({ state, truth: truth(state) }));
    const kept = truths.filter((each) => each.truth.t).map(({ state }) => state);
    const canFail = truths.some((each) => each.truth.f || each.truth.n);
    this.asked.push({ condition, span, states, kept, canFail, isFilter });
    return kept;
  }
}

/** The states of any of the lists, in their first order. */
function joined(
  states: readonly WorldState[],
  ...lists: readonly (readonly WorldState[])[]
): readonly WorldState[] {
  const kept = new Set(lists.flat());
  return states.filter((state) => kept.has(state));
}

function withValues(state: WorldState, values: readonly (readonly [string, AbstractValue])[]): WorldState {
  return { ...state, made: new Map([...state.made, ...values]) };
}

/** One state for each value that an assignment can give, so that later conditions know which it was. */
function forks(state: WorldState, name: string, value: AbstractValue, count: number): readonly WorldState[] {
  const parts = value.kind === 'const' ? value.values.length + (value.nullable ? 1 : 0) : 1;
  if (value.kind === 'any' || parts > 4 || parts * count > stateLimit)
    return [withValues(state, [[name, value]])];
  const each: readonly AbstractValue[] = [
    ...value.values.map((one): AbstractValue => ({ kind: 'const', values: [one], nullable: false })),
    ...(value.nullable ? [missing] : []),
  ];
  return each.map((one) => withValues(state, [[name, one]]));
}

function renamed(command: Command, states: readonly WorldState[]): readonly WorldState[] {
  const pairs = command.args.flatMap((arg) => (arg.kind === 'rename' ? [arg] : []));
  return states.map((state) =>
    pairs.reduce(
      (next, { from, to }) =>
        withValues(next, [
          [to.name, valueOfField(next, from.name)],
          [from.name, missing],
        ]),
      state,
    ),
  );
}

/** Rows of groups: one state for each combination of known values of the group fields. */
function grouped(command: Command, states: readonly WorldState[]): readonly WorldState[] {
  const names = byFields(command).map(({ name }) => name);
  const groups = new Map<string, WorldState[]>();
  for (const state of states) {
    const values = names.map((name) => valueOfField(state, name));
    // A row without a group field is in no group.
    if (values.some((value) => value.kind === 'const' && value.values.length === 0)) continue;
    const key = JSON.stringify(values.map((value) => (value.kind === 'const' ? value.values : null)));
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return [...groups.values()].map((members) => {
    const by = names.map((name) => [name, union(members.map((state) => valueOfField(state, name)))] as const);
    const made = aggregatesIn(command).map(({ fn, arg, as, text }): readonly [string, AbstractValue] => {
      const field = arg?.kind === 'field-name' ? arg.name : undefined;
      return [as?.name ?? text, aggregateValue(fn, field, members)];
    });
    const time = optionValue(command, 'span') === undefined ? [] : [['_time', anything] as const];
    return { made: new Map([...by, ...made, ...time]) };
  });
}

function aggregateValue(
  fn: string,
  field: string | undefined,
  members: readonly WorldState[],
): AbstractValue {
  if (field === undefined)
    return fn === 'count' || fn === 'c' ? { kind: 'any', nullable: false, least: 1 } : anything;
  if (!['max', 'min', 'first', 'last', 'earliest', 'latest', 'mode'].includes(fn)) return anything;
  return union(members.map((state) => valueOfField(state, field)));
}
