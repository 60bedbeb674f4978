import { describe, expect, it } from 'vitest';
import { addOns } from '../../src/addons/add-ons.ts';
import { compileSpl } from '../../src/compile.ts';
import { cimDataSets } from '../../src/datamodels/cim.ts';
import { scanRequirements } from '../../src/plan/pushdown.ts';

const now = 1_700_000_000;
const { calculatedFields, eventTags } = addOns;

function readFields(spl: string, options: object = addOns): readonly string[] {
  const { query, diagnostics } = compileSpl(spl, { now, ...options });
  expect(diagnostics, spl).toEqual([]);
  return query ? scanRequirements(query).flatMap(({ columns }) => columns.map(({ field }) => field)) : [];
}

describe('the fields of the add-ons', () => {
  it.each(calculatedFields.map((field) => [field.name, field] as const))('%s compiles', (name, field) => {
    expect(readFields(`index=* | stats count by "${name}"`, { calculatedFields: [field] })).toContain(name);
    expect(field.doc).toMatch(/^\S.*\.$/);
    expect(field.source).not.toBe('');
  });

  it('are named once for each sourcetype', () => {
    const names = calculatedFields.map(({ name, when }) => `${name} ${when}`);
    const unlike = new Set(names);
    // An array can hold a name that the add-on also computes of something else.
    expect(names.length - unlike.size).toBe(0);
  });

  it('are read only where a search names them', () => {
    expect(readFields('index=o365 Operation=Send | stats count by UserId').sort()).toEqual(
      readFields('index=o365 Operation=Send | stats count by UserId', {}).sort(),
    );
    expect(readFields('index=o365 | stats count by user')).toContain('UserId');
  });

  it('are in no wildcard, and known by name beside one', () => {
    const universe = [
      { name: 'UserId', type: 'dynamic' as const },
      { name: 'sourcetype', type: 'dynamic' as const },
    ];
    const { query } = compileSpl('index=* | table use* user_id', { now, ...addOns, universe });
    expect(query?.output.map(({ name }) => name)).toEqual(['user_id']);
  });
});

describe('tags', () => {
  it.each(eventTags.map(({ search, tags }) => [search, tags.join(' ')] as const))(
    '%s gives %s',
    (_search, tags) => {
      const terms = tags.split(' ').map((tag) => `tag=${tag}`);
      expect(readFields(`${terms.join(' ')} | stats count`)).toContain('sourcetype');
    },
  );
});

describe('data models', () => {
  it.each(cimDataSets.map(({ model, dataset }) => [model, dataset] as const))(
    '%s.%s compiles',
    (model, dataset) => {
      for (const options of [addOns, {}]) {
        readFields(`| datamodel ${model} ${dataset} flat | stats count`, options);
        readFields(`| datamodel ${model} ${dataset} search | stats values(*) as *`, options);
      }
    },
  );
});
