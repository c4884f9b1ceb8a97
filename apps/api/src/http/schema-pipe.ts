import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { FieldProblem } from '../problem/problem-error.js';
import { ProblemError } from '../problem/problem-error.js';

/** A caller learns enough from the first faults; a bad batch of a thousand would repeat itself. */
const MAX_FIELDS = 20;

type Schema = NonNullable<ArgumentMetadata['schema']>;
type Issues = Extract<
  Awaited<ReturnType<Schema['~standard']['validate']>>,
  { issues: readonly unknown[] }
>['issues'];

/**
 * Validates what a route's decorator gives a Standard Schema for (`@Query({ schema })`,
 * `@JsonBody({ schema })`) and passes the parsed value on. A body that is not valid is a 422, a query
 * that is not valid a 400, because 422 speaks of the request's content (RFC 9110, section 15.5.21).
 */
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, { schema, type }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    const extras = { errors: fieldsOf(result.issues) };
    throw type === 'query'
      ? new ProblemError(400, 'invalid_query', 'the query is not valid', extras)
      : new ProblemError(422, 'invalid_body', 'the body is not valid', extras);
  }
}

/** The faults by field, `items[0].tag` style, at most `MAX_FIELDS`. */
export function fieldsOf(issues: Issues): FieldProblem[] {
  return issues.slice(0, MAX_FIELDS).map((issue) => ({
    field: (issue.path ?? [])
      .map((part) => (typeof part === 'object' ? part.key : part))
      .reduce<string>(
        (path, key) =>
          typeof key === 'number' ? `${path}[${key}]` : path === '' ? String(key) : `${path}.${String(key)}`,
        '',
      ),
    message: issue.message,
  }));
}
