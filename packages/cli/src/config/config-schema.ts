import { timePattern } from '@sealbreak/readers';
import { z } from 'zod';

const text = z.string().trim().min(1, 'it is empty');
const path = text;
const paths = z.union([path.transform((one) => [one]), z.array(path)]);
/** What may stand in a statement without quotes, so that a typing mistake is told here and not by the server. */
const name = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'a name of letters, digits and _ that starts with no digit');

const timeFormat = text.superRefine((format, context) => {
  try {
    timePattern(format);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

const url = z
  .string()
  .refine((given) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), {
    message: 'write it as https://host:8443',
    abort: true,
  })
  .refine((given) => new URL(given).username === '' && new URL(given).password === '', {
    message: 'it holds a login; use CLICKHOUSE_USER and CLICKHOUSE_PASSWORD, or user_file and password_file',
  });

/** The keys of sealbreak.yaml. An unknown key is an error: a misspelt one would do nothing, in silence. */
export const configSchema = z.strictObject({
  engine: z.enum(['duckdb', 'clickhouse']).optional(),
  clickhouse: z
    .strictObject({
      url: url.optional(),
      database: name.optional(),
      cluster: name.optional(),
      ca_file: path.optional(),
      user_file: path.optional(),
      password_file: path.optional(),
    })
    .optional(),
  memory: z.int().min(64).optional(),
  threads: z.int().min(1).max(1024).optional(),
  macros: paths.optional(),
  lookups: paths.optional(),
  inputs: z
    .array(
      z.strictObject({
        glob: text,
        sourcetype: text.optional(),
        time_field: text.optional(),
        time_format: timeFormat.optional(),
        fields: z.record(text, text).optional(),
      }),
    )
    .optional(),
});

export type Config = z.infer<typeof configSchema>;
