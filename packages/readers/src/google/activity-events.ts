import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../json/json-object.ts';

/**
 * The events of an activity of Google's Reports API, each as a record of its own, as the Splunk Add-on for Google Workspace
 * writes them: `event` in place of `events`, sourcetype `gws:reports:<application>`. Takes the shapes that exporters make
 * of it too: one event under `events` (Elastic) or `event` (Splunk), or its members beside `actor` with the parameters as a
 * map (Panther). Null when the object is no activity. Source: Reports API, activities resource.
 */
export function activityEvents(object: JsonObject): readonly JsonObject[] | null {
  const { id } = object;
  if (!isJsonObject(id) || typeof id['applicationName'] !== 'string' || typeof id['time'] !== 'string')
    return null;
  const { events, event, name, type, parameters, ...rest } = object;
  const found = eventsOf({ events, event, name, type, parameters });
  if (found === null) return null;
  const seen = new Map<string, number>();
  return found.map((each) => {
    const text = JSON.stringify(each);
    const earlier = seen.get(text) ?? 0;
    seen.set(text, earlier + 1);
    const record = { ...rest, event: each };
    return {
      _time: id['time'],
      index: 'gws',
      sourcetype: `gws:reports:${String(id['applicationName']).toLowerCase()}`,
      ...record,
      ...identity(id, [object['actor'], object['ipAddress'], each, earlier]),
      _raw: JSON.stringify(record),
    };
  });
}

function eventsOf({ events, event, name, type, parameters }: JsonObject): readonly JsonObject[] | null {
  const several = events ?? event;
  if (Array.isArray(several)) return several.length > 0 && several.every(isJsonObject) ? several : null;
  if (isJsonObject(several)) return [several];
  if (typeof name !== 'string') return null;
  const list = isJsonObject(parameters) ? Object.entries(parameters).map(parameterOf) : parameters;
  return [{ type, name, ...(list === undefined ? {} : { parameters: list }) }];
}

function parameterOf([name, value]: readonly [string, unknown]): JsonObject {
  switch (typeof value) {
    case 'number':
      return { name, intValue: value };
    case 'boolean':
      return { name, boolValue: value };
    case 'string':
      return { name, value };
    default:
      return Array.isArray(value) ? { name, multiValue: value } : { name, messageValue: value };
  }
}

/**
 * An activity is told by customer, application, time and qualifier; its events by who did what, because some exporters write
 * each alone, and samples have one qualifier for all. Nothing where a part lacks: then no record is taken for a copy.
 */
function identity(id: JsonObject, content: readonly unknown[]): JsonObject {
  const parts = [id['customerId'], id['applicationName'], id['time'], id['uniqueQualifier']];
  if (!parts.every((part) => typeof part === 'string' && part !== '')) return {};
  const digest = createHash('sha256')
    .update(JSON.stringify([...parts, ...content]))
    .digest('base64url');
  return { _sealbreak_id: digest };
}
