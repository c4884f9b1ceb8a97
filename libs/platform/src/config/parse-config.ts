import type { z } from 'zod';
import { type ConfigDocument, readDocument } from './document.js';
import { type ConfigMistake, pathText } from './mistake.js';
import type { SubstitutionSource } from './substitute.js';

export type ParsedConfig<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly mistakes: readonly ConfigMistake[] };

/**
 * Reads a configuration file's text with a schema. Either the value is right as a whole, or all
 * mistakes are told together, each with its line.
 */
export function parseConfig<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  source: SubstitutionSource,
): ParsedConfig<z.output<Schema>> {
  const document = readDocument(text, source);
  if (document.value === undefined) return { ok: false, mistakes: document.mistakes };
  const parsed = schema.safeParse(document.value);
  const issues = (parsed.error?.issues ?? []).filter((issue) => !document.isUnresolved(issue.path));
  const mistakes = [...document.mistakes, ...issues.flatMap((issue) => mistakesOf(issue, document))];
  return parsed.success && mistakes.length === 0 ? { ok: true, value: parsed.data } : { ok: false, mistakes };
}

function mistakesOf(issue: z.core.$ZodIssue, document: ConfigDocument): ConfigMistake[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      line: document.lineOfKey(issue.path, key) ?? document.lineOf(issue.path),
      path: pathText([...issue.path, key]),
      message: 'is not a setting',
    }));
  }
  return [{ line: document.lineOf(issue.path), path: pathText(issue.path), message: issue.message }];
}
