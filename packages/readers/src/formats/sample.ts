import { detectEncoding, type TextEncoding, toUtf8 } from '../bytes/encoding.ts';
import { sniffCsv } from '../csv/csv-dialect.ts';
import type { Sample } from './format.ts';
import { sampleJson } from './json-sample.ts';

/** Makes the sample that the formats look at, from the first decompressed bytes of a file. */
export async function makeSample(
  bytes: Buffer,
  isWhole: boolean,
): Promise<Sample & { readonly encoding: TextEncoding }> {
  const encoding = detectEncoding(bytes);
  const utf8 = await decodeAll(bytes, encoding);
  const text = utf8.toString('utf8');
  const isPlainUtf8 = encoding === 'utf-8';
  const json = sampleJson(utf8, isWhole);
  const csv = json === null ? sniffCsv(text) : null;
  return { bytes, utf8, text, isWhole, isPlainUtf8, encoding, json, csv };
}

async function decodeAll(bytes: Buffer, encoding: TextEncoding): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of toUtf8(one(bytes), encoding)) parts.push(part);
  return Buffer.concat(parts);
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
