import type { GroundTruth } from '../truth.ts';

/** The README of the examples: what the files are, what is hidden in them, how to make them again. */
export function examplesReadme(truth: GroundTruth): string {
  const { tenant, counts, files, incidents, options } = truth;
  const number = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
  const fileRows = files.map((file) => `| \`${file.name}\` | ${file.format} | ${number(file.records)} |`);
  const incidentRows = incidents.map(
    (incident) =>
      `| \`${incident.id}\` | ${incident.title} | ${incident.verdict} | ${incident.expectedByStartingDetection ? 'yes' : 'no'} |`,
  );
  return `# Example case: ${tenant.name}

Two weeks of Office 365 audit records of a fictional freight forwarder with ${options.mailboxes} mailboxes, in the export formats in
which such records come. Nothing here is real: names and domains are invented (\`.example\`), addresses are from the ranges
for documentation, benchmarking and private use, ids are random. The folder is made by \`npm run examples\`; do not edit it.

\`\`\`sh
npx sealbreak hunt examples/
\`\`\`

| file | format | records |
| --- | --- | --- |
${fileRows.join('\n')}

${number(counts.events)} records in all, ${number(counts.duplicates)} of them delivered a second time with the same Id and content, as the service does; the second
copy often lies in another file. Some records come hours late. Four days are left out of the NDJSON and lie in the
other files; of the Sentinel day only Exchange and SharePoint, since OfficeActivity has no sign-ins and no compliance records.

## What is hidden in it

| incident | what happened | verdict | seen by \`remote-email-collection\` |
| --- | --- | --- | --- |
${incidentRows.join('\n')}

\`ground-truth.json\` has for each the actor, mailboxes, times, record ids and files, why it is seen or not, and the rows
(\`expectedRows\`) that the starting detection must give when duplicates are counted once. Its first key,
\`"sealbreak": "ground-truth"\`, tells readers that it holds no events.

The uncompressed content is the same wherever it is made (SHA-256 in \`ground-truth.json\`); the compressed bytes can differ
with the zlib that Node was built with. Seed ${options.seed}.
`;
}
