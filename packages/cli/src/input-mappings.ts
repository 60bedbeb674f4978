import { type InputMapping, type InputMappings, timePattern } from '@sealbreak/readers';
import { CliError } from './cli-error.ts';

/** Options that say how files are read that no known format fits, as commander and the configuration give them. */
export interface MappingOptions {
  readonly sourcetype?: string;
  readonly timeField?: string;
  readonly timeFormat?: string;
  /** Of the configuration file. */
  readonly inputs?: InputMappings['byGlob'];
}

/** Null when nothing was said. Throws CliError for a time format that is none. */
export function mappingsOf(options: MappingOptions): InputMappings | null {
  const { sourcetype, timeField, timeFormat, inputs = [] } = options;
  if (timeFormat !== undefined) {
    try {
      timePattern(timeFormat);
    } catch (error) {
      throw new CliError(`--time-format: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (timeField === undefined)
      throw new CliError('--time-format without --time-field', 'name the field that holds the time');
  }
  const isSaid = sourcetype !== undefined || timeField !== undefined;
  const otherwise: InputMapping | null = isSaid ? { sourcetype, timeField, timeFormat } : null;
  return otherwise === null && inputs.length === 0 ? null : { byGlob: inputs, otherwise };
}
