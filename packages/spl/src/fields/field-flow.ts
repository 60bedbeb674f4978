import type { Command, Pipeline, Stage } from '../ast/ast.ts';
import { commandSubsearches } from '../ast/visit.ts';
import { eventState, type FieldState, unknownState, withFact } from './field-state.ts';
import { transferOf } from './transfer.ts';

/** A stage with the fields before and after it. */
export interface StageFields {
  readonly stage: Stage;
  readonly before: FieldState;
  readonly after: FieldState;
  /** The subsearches that stand in it, templates of foreach left out. */
  readonly subsearches: readonly PipelineFields[];
}

export interface PipelineFields {
  readonly pipeline: Pipeline;
  readonly stages: readonly StageFields[];
  /** The command that holds this subsearch; undefined for the search itself. */
  readonly within?: string;
}

/** What fields each stage of a search sees and leaves, from the text alone. Never throws; linear in the text. */
export function fieldFlow(
  pipeline: Pipeline,
  start: FieldState = eventState,
  within?: string,
): PipelineFields {
  const stages: StageFields[] = [];
  let before = start;
  for (const stage of pipeline.commands) {
    const subsearches = stage.kind === 'command' ? subsearchFields(stage, before) : [];
    const after = stage.kind === 'command' ? afterStage(stage, before, subsearches) : { ...unknownState };
    stages.push({ stage, before, after, subsearches });
    before = after;
  }
  return { pipeline, stages, ...(within === undefined ? {} : { within }) };
}

/** The search and all its subsearches, outermost first. */
export function allPipelines(flow: PipelineFields): readonly PipelineFields[] {
  return [flow, ...flow.stages.flatMap(({ subsearches }) => subsearches.flatMap(allPipelines))];
}

/** Commands whose brackets hold a template or a continuation and no search of its own. */
const continuing: ReadonlySet<string> = new Set(['appendpipe']);

function subsearchFields(command: Command, before: FieldState): readonly PipelineFields[] {
  if (command.name === 'foreach') return [];
  const start = continuing.has(command.name) ? before : eventState;
  return commandSubsearches(command).map((sub) => fieldFlow(sub.pipeline, start, command.name));
}

const joining: ReadonlySet<string> = new Set([
  'append',
  'appendcols',
  'appendpipe',
  'join',
  'union',
  'selfjoin',
]);

function afterStage(
  command: Command,
  before: FieldState,
  subsearches: readonly PipelineFields[],
): FieldState {
  if (!joining.has(command.name)) return transferOf(command.name)(before, command);
  return subsearches.reduce((state, sub) => {
    const end = sub.stages.at(-1)?.after ?? unknownState;
    const merged = [...end.fields].reduce(
      (next, [name, known]) => (next.fields.has(name) ? next : withFact(next, name, known)),
      state,
    );
    return { ...merged, open: merged.open || end.open, certain: merged.certain && end.certain };
  }, before);
}
