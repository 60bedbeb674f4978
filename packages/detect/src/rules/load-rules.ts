import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { buildRule } from './build-rule.ts';
import { checkSchema } from './check-schema.ts';
import type { RuleFault } from './fault.ts';
import type { Rule } from './rule.ts';
import { type RuleDocument, readRuleDocument } from './rule-document.ts';
import type { RuleKeys } from './schema.ts';

export interface LoadedRules {
  /** Sorted by id; only rules without an error. */
  readonly rules: readonly Rule[];
  /** Every fault of every file, in the order of the files. */
  readonly faults: readonly RuleFault[];
  /** YAML files that are no rules: macros, stories and the like lie in the same trees. */
  readonly ignored: readonly string[];
}

type LoadedFile =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'faulty'; readonly faults: readonly RuleFault[] }
  | { readonly kind: 'ignored' };

/**
 * Loads every rule in a folder and the folders below it, or the one file named: our rule folders and the YAML files of
 * Splunk's security content, as they are. Goes on after a fault, so that one run reports all; never throws.
 */
export async function loadRules(path: string): Promise<LoadedRules> {
  const rules: Rule[] = [];
  const faults: RuleFault[] = [];
  const ignored: string[] = [];
  for (const file of await listYaml(path, faults)) {
    const loaded = await loadFile(file);
    if (loaded.kind === 'rule') rules.push(loaded.rule);
    else if (loaded.kind === 'faulty') faults.push(...loaded.faults);
    else ignored.push(file);
  }
  return { rules: rules.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)), faults, ignored };
}

async function listYaml(path: string, faults: RuleFault[]): Promise<readonly string[]> {
  try {
    if ((await stat(path)).isFile()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter(isYamlFile)
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (cause) {
    faults.push(unreadable(path, cause));
    return [];
  }
}

function isYamlFile(entry: Dirent): boolean {
  return entry.isFile() && ['.yaml', '.yml'].includes(extname(entry.name).toLowerCase());
}

async function loadFile(file: string): Promise<LoadedFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    return { kind: 'faulty', faults: [unreadable(file, cause)] };
  }
  const document = readRuleDocument(text, file);
  if (document.faults.length > 0) return { kind: 'faulty', faults: document.faults };
  if (basename(file, extname(file)) !== 'rule' && !document.has(['search']) && !document.has(['sealbreak']))
    return { kind: 'ignored' };
  const { keys, faults } = checkSchema(document);
  if (!keys) return { kind: 'faulty', faults };
  return loadSearch(keys, document);
}

async function loadSearch(keys: RuleKeys, document: RuleDocument): Promise<LoadedFile> {
  const searchFile = keys.sealbreak?.search_file;
  if ((searchFile === undefined) === (keys.search === undefined)) {
    const message =
      searchFile === undefined ? 'no search' : 'two searches: "search" and "sealbreak.search_file"';
    const hint = 'give "search", or "sealbreak.search_file" with the name of a file beside the rule';
    return { kind: 'faulty', faults: [document.fault(['search'], 'SPL6006', message, hint)] };
  }
  let search = { text: keys.search ?? '', file: document.file };
  if (searchFile !== undefined) {
    const path = join(dirname(document.file), searchFile);
    try {
      search = { text: await readFile(path, 'utf8'), file: path };
    } catch (cause) {
      const message = `the search "${searchFile}" cannot be read: ${reasonOf(cause)}`;
      return { kind: 'faulty', faults: [document.fault(['sealbreak', 'search_file'], 'SPL6001', message)] };
    }
  }
  const { rule, faults } = buildRule(keys, document, search, idOfFile(document.file));
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'rule', rule };
}

function idOfFile(file: string): string {
  const stem = basename(file, extname(file));
  return stem === 'rule' ? basename(dirname(file)) : stem;
}

function unreadable(file: string, cause: unknown): RuleFault {
  return {
    code: 'SPL6001',
    severity: 'error',
    file,
    line: 1,
    column: 1,
    message: `cannot be read: ${reasonOf(cause)}`,
  };
}

/** Node's messages repeat the path; the fault names it already. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && cause.code === 'ENOENT'
    ? 'there is no such file or folder'
    : (cause.message.split(',')[0] ?? cause.message);
}
