import { type Engine, type EngineOptions, openEngine } from '@sealbreak/engine';

/**
 * Runs work that needs an engine and closes the engine whatever comes of it. The engine opens, on threads of its own,
 * while the work does what can be done without; an engine that does not open fails the work where it waits for it.
 */
export async function withEngine<T>(
  options: EngineOptions,
  work: (opening: Promise<Engine>) => Promise<T>,
): Promise<T> {
  const opening = openEngine(options);
  // Work that ends before it waits leaves nobody to take the error.
  opening.catch(() => undefined);
  try {
    return await work(opening);
  } finally {
    await opening.then(
      (engine) => engine.close(),
      () => undefined,
    );
  }
}
