import type { MacroDefinition } from './macro-definition.ts';

/**
 * Macros that public detections call and that come with Splunk apps, in our own wording. A definition of the same name
 * and number of arguments that is passed after these replaces them.
 */
export const builtinMacros: readonly MacroDefinition[] = [
  { name: 'drop_dm_object_name', arguments: ['object'], definition: 'rename "$object$.*" as "*"' },
  {
    name: 'security_content_ctime',
    arguments: ['field'],
    definition: 'convert timeformat="%Y-%m-%dT%H:%M:%S" ctime($field$)',
  },
  {
    name: 'security_content_summariesonly',
    arguments: [],
    definition: 'summariesonly=false allow_old_summaries=true fillnull_value=null',
  },
];
