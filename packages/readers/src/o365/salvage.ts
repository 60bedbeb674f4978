import { type JsonObject, parseObject } from '../json/json-object.ts';
import { joinMembers, scanMembers } from '../json/members.ts';

/** Marks a record of which only a part could be had. */
export const SALVAGED_KEY = 'sealbreak_salvaged';

/**
 * What can be had of a record whose text is cut off: its complete top-level members, marked. Null when those do not
 * hold at least the operation and the time.
 */
export function salvageRecord(torn: string): { readonly record: JsonObject; readonly text: string } | null {
  const members = scanMembers(torn);
  if (!members.some(({ key }) => key === 'Operation') || !members.some(({ key }) => key === 'CreationTime'))
    return null;
  const text = joinMembers([...members, { key: SALVAGED_KEY, valueText: 'true' }]);
  const record = parseObject(text);
  return record === undefined ? null : { record, text };
}
