import { describe, expect, it } from 'vitest';
import { compileSpl } from '../../src/compile.ts';
import { errorsOf, testNow } from '../plans.ts';

const spl = 'index=main | iplocation prefix=src_ allfields=true src | table src_City src_Timezone Country';

describe('iplocation', () => {
  it('is refused without a database of addresses', () => {
    expect(errorsOf(spl)).toEqual(['SPL3088']);
  });

  it('gives empty fields where a check assumes what is missing', () => {
    const { query, diagnostics } = compileSpl(spl, { now: testNow, unknownLookups: 'assume' });
    expect(query?.output.map(({ name }) => name)).toEqual(['src_City', 'src_Timezone', 'Country']);
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['SPL3088 info']);
  });
});
