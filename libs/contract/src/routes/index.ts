import { INGEST_ROUTES } from './ingest-routes.js';
import { OPERATION_ROUTES } from './operation-routes.js';
import { READ_ROUTES } from './read-routes.js';
import type { Route } from './route.js';

export { oneOrMany } from './ingest-routes.js';
export type { Answer, Content, Route, RouteAccess } from './route.js';

/** Every operation of the HTTP API. */
export const ROUTES: readonly Route[] = [...INGEST_ROUTES, ...READ_ROUTES, ...OPERATION_ROUTES];

/** Methods that exist on a concrete path, upper case; empty when there is no such path. */
export function methodsOf(path: string): readonly string[] {
  const segments = path.split('/');
  const methods = ROUTES.filter((route) => {
    const pattern = route.path.split('/');
    return (
      pattern.length === segments.length &&
      pattern.every((part, index) =>
        part.startsWith('{') ? segments[index] !== '' : part === segments[index],
      )
    );
  }).map((route) => route.method.toUpperCase());
  return [...new Set(methods)];
}
