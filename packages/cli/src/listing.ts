import { tableRenderers, visible } from '@sealbreak/detect/report';
import type { Cell } from '@sealbreak/spl';
import type { Console } from './console.ts';
import { type OutputOptions, paletteFor, writeOutput } from './output.ts';

interface Listing {
  readonly title: string;
  /** The first one names the thing. */
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

/** Writes things whose texts are too long for a table on a terminal: there each is a block of lines, elsewhere a row. */
export async function writeListing(
  listing: Listing,
  options: OutputOptions,
  console: Console,
): Promise<void> {
  const { title, columns, rows } = listing;
  const text =
    options.format === 'table'
      ? blocks(listing)
      : tableRenderers[options.format](
          { columns, rows },
          { width: console.width, palette: paletteFor(options, console), title },
        );
  await writeOutput(text, options, console);
}

async function* blocks({ columns, rows }: Listing): AsyncGenerator<string> {
  for await (const [name = null, ...cells] of rows) {
    const lines = cells.map((cell, at) => {
      const text = textOf(cell);
      return text === '' ? '' : `  ${columns[at + 1]}: ${visible(text)}\n`;
    });
    yield `${visible(textOf(name))}\n${lines.join('')}`;
  }
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return Array.isArray(cell) ? cell.join(', ') : String(cell);
}
