import type { Format } from './format.ts';

/** The id by which a caller can tell this file from others that are not read. */
export const groundTruthFormat = 'sealbreak-ground-truth';

/** What the generator planted: it lies beside the generated logs and is no log itself. */
export const groundTruth: Format = {
  id: groundTruthFormat,
  title: 'ground truth of generated data',
  doc: null,
  recognise: ({ bytes }) =>
    /^\s*\{\s*"sealbreak"\s*:\s*"ground-truth"/.test(bytes.toString('latin1', 0, 200))
      ? {
          why: 'by its first key',
          plan: { how: 'none', reason: 'it says what was planted in generated logs' },
        }
      : null,
};
