import { html, htmlText } from '../encode/html.ts';
import {
  cellForPeople,
  defaultTableOptions,
  type ResultTable,
  type TableOptions,
} from '../table/result-table.ts';
import { valueList } from './elements.ts';
import { brand, pageEnd, pageStart } from './page.ts';

/** A search result as a self-contained HTML page. */
export async function* renderTableHtml(
  { columns, rows }: ResultTable,
  options: TableOptions = {},
): AsyncGenerator<string> {
  const { title } = { ...defaultTableOptions, ...options };
  yield pageStart(title);
  yield htmlText(html`<header class="masthead">${brand}<h1>${title}</h1></header><main><div class="card scroll"><table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>
`);
  for await (const row of rows) {
    const cells = columns.map((column, index) => {
      const cell = row[index] ?? null;
      if (typeof cell === 'number') return html`<td class="number">${cellForPeople(cell, column)}</td>`;
      return html`<td>${typeof cell === 'object' && cell !== null ? valueList(cell) : cell}</td>`;
    });
    yield `${htmlText(html`<tr>${cells}</tr>`)}\n`;
  }
  yield `</tbody></table></div></main>${pageEnd}`;
}
