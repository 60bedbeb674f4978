import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/ast/ast.ts';
import { commands, findCommand } from '../../src/commands/registry.ts';
import { lowerPipeline } from '../../src/lower/lower.ts';
import { refusalOf } from '../../src/lower/refused-commands.ts';
import { commandSyntaxes } from '../../src/parser/commands.ts';
import { testNow } from '../plans.ts';

const names = commands.flatMap(({ name, aliases }) => [name, ...(aliases ?? [])]);

describe('the registry of commands', () => {
  it('has every file under its own name', () => {
    const folder = fileURLToPath(new URL('../../src/commands', import.meta.url));
    const files = readdirSync(folder).filter(
      (file) => file !== 'define.ts' && file !== 'registry.ts' && file.endsWith('.ts'),
    );
    expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(
      commands.map(({ name }) => name).sort(),
    );
  });

  it('has each name once', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(findCommand(name)).toBeDefined();
    expect(findCommand('constructor')).toBeUndefined();
  });

  it('documents every command', () => {
    for (const { name, doc, syntax, source } of commands) {
      expect(doc, name).toMatch(/^\p{Lu}.*\.$/su);
      expect(syntax, name).toMatch(new RegExp(`^${name}( |$)`));
      expect(source, name).not.toBe('');
    }
  });

  it('names in its syntax every option that it reads', () => {
    // They have no effect and no place in the syntax, or another spelling there.
    const unsaid = [
      'partitions',
      'check_for_invalid_time',
      'splunk_server',
      'splunk_server_group',
      'limit',
      'keepevents',
      'global',
    ];
    for (const { name, syntax, options = [], optionsNotYet = [] } of commands) {
      for (const option of options)
        if (!unsaid.includes(option)) expect(syntax, name).toContain(`${option}=`);
      for (const option of optionsNotYet) expect(options, name).not.toContain(option);
    }
  });

  it('lowers, or refuses by name, every command that the parser knows', () => {
    const span = { start: 0, end: 0 };
    for (const name of commandSyntaxes.keys()) {
      if (findCommand(name)) continue;
      const command: Command = { kind: 'command', name, nameSpan: span, implied: false, args: [], span };
      const ast = { kind: 'pipeline', generating: true, commands: [command], span } as const;
      const { query, diagnostics } = lowerPipeline(ast, { now: testNow });
      expect(query, name).toBeNull();
      expect(
        diagnostics.map(({ code }) => code),
        name,
      ).toEqual([refusalOf(name) ?? 'SPL3001']);
    }
    for (const name of names) expect(commandSyntaxes.has(name), name).toBe(true);
  });
});
