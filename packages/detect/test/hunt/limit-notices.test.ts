import { describe, expect, it } from 'vitest';
import { compileRules, contentFolder, evaluateRules, loadRules } from '../../src/index.ts';

describe('a rule whose subsearch has a limit', () => {
  const search =
    'index=o365 | append [search index=o365 Operation=MailItemsAccessed] | stats count by UserId';

  async function outcomeOf(events: number, found: number): Promise<unknown> {
    const { rules } = await loadRules(contentFolder());
    const [rule] = rules;
    if (!rule) throw new Error('there are no rules');
    const options = { now: 0, evidencePerFinding: 0 };
    const { compiled, rejected } = await compileRules([{ ...rule, search }], options, async () => []);
    const isCheck = (query: unknown): boolean =>
      compiled.some(({ limits }) => limits.some((one) => one.query === query));
    const rows = async (query: unknown): Promise<(readonly number[])[]> => (isCheck(query) ? [[found]] : []);
    const { outcomes } = await evaluateRules({ events, rows, failureOf: () => null }, compiled, rejected);
    return outcomes[0];
  }

  it('says that the limit left rows out', async () => {
    expect(await outcomeOf(1_000_000, 900_000)).toMatchObject({
      state: 'evaluated',
      notices: [expect.stringMatching(/10[ ,_]?000|10[ ,_]?500|50[ ,_]?000/)],
    });
  });

  it.each([
    [1_000_000, 3],
    [10, 900_000],
  ])('says nothing where it did not: %d events, %d rows', async (events, found) => {
    expect(await outcomeOf(events, found)).not.toHaveProperty('notices');
  });
});
