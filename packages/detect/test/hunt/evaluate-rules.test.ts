import { expect, it } from 'vitest';
import { compileRules, contentFolder, evaluateRules, type HuntResult, loadRules } from '../../src/index.ts';

/** Two rules; the query of the first one fails. */
async function huntWithFailure(failureOf: (error: unknown) => string | null): Promise<HuntResult> {
  const { rules } = await loadRules(contentFolder());
  const [first, second] = rules;
  if (!first || !second) throw new Error('there are too few rules');
  const options = { now: 0, evidencePerFinding: 0 };
  const { compiled, rejected } = await compileRules([first, second], options, async () => []);
  let queries = 0;
  const rows = async (): Promise<readonly []> => {
    queries += 1;
    if (queries === 1) throw new Error('no memory');
    return [];
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

it('ends at what concerns no single rule', async () => {
  await expect(huntWithFailure(() => null)).rejects.toThrow('no memory');
});
