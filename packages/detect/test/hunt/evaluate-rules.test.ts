import { expect, it } from 'vitest';
import { compileRules, contentFolder, evaluateRules, type HuntResult, loadRules } from '../../src/index.ts';

/** Two rules; the query of the first one fails, the second one finds nothing among so many records of its source. */
async function huntWithFailure(
  failureOf: (error: unknown) => string | null,
  records = 3,
): Promise<HuntResult> {
  const { rules } = await loadRules(contentFolder());
  const [first, second] = rules.filter(({ texts }) =>
    texts.dataSources.some(({ present }) => present !== null),
  );
  if (!first || !second) throw new Error('there are too few rules');
  const options = { now: 0, evidencePerFinding: 0 };
  const { compiled, rejected } = await compileRules([first, second], options, async () => []);
  let queries = 0;
  const isCount = (query: unknown): boolean =>
    compiled.some(({ sources }) => sources.some(({ count }) => count === query));
  const rows = async (query: unknown): Promise<(readonly number[])[]> => {
    queries += 1;
    if (queries === 1) throw new Error('no memory');
    return isCount(query) ? [[records]] : [];
  };
  return evaluateRules({ events: 5, rows, failureOf }, compiled, rejected);
}

it('says that a rule failed, and runs the others', async () => {
  const { outcomes } = await huntWithFailure((error) => (error as Error).message);
  expect(outcomes).toMatchObject([
    { state: 'not-evaluated', reason: 'it failed: no memory' },
    { state: 'evaluated', findings: 0 },
  ]);
});

it('says that the records of a rule are absent', async () => {
  const { outcomes } = await huntWithFailure(() => 'failed', 0);
  expect(outcomes[1]).toMatchObject({
    state: 'not-evaluated',
    isDataAbsent: true,
    reason: expect.stringContaining('there are no records of'),
  });
});

it('ends at what concerns no single rule', async () => {
  await expect(huntWithFailure(() => null)).rejects.toThrow('no memory');
});
