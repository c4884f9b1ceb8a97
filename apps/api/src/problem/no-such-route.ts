import { methodsOf } from '#contract';
import { notFound, ProblemError } from './problem-error.js';

/** 405 with the methods that exist where the path is known, 404 otherwise. */
export function noSuchRoute(method: string, url: string): ProblemError {
  const path = url.split('?', 1)[0] ?? '';
  const methods = methodsOf(path);
  if (methods.length === 0 || methods.includes(method)) return notFound('there is nothing at this path');
  const allow = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  return new ProblemError(405, 'method_not_allowed', `this path takes ${allow.join(', ')}`, {
    headers: { allow: allow.join(', ') },
  });
}
