/** An object of the Kubernetes API, as far as the server looks at it. */
export interface KubeObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

const valueAt = (object: unknown, path: string): string =>
  String(
    path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], object) ?? '',
  );

/** Field selectors: `a=b,c!=d`. */
export function matchesFields(object: KubeObject, selector: string | null): boolean {
  return (selector ?? '')
    .split(',')
    .filter(Boolean)
    .every((term) => {
      const [, path = '', operator, value] = /^([^!=]+)(!=|==?)(.*)$/.exec(term) ?? [];
      return (valueAt(object, path) === value) === (operator !== '!=');
    });
}

/** Label selectors of the form `a=b,c!=d,e`. */
export function matchesLabels(object: KubeObject, selector: string | null): boolean {
  const labels = object.metadata.labels ?? {};
  return (selector ?? '')
    .split(',')
    .filter(Boolean)
    .every((term) => {
      const [, name = '', operator, value] = /^([^!=]+)(?:(!=|==?)(.*))?$/.exec(term) ?? [];
      if (operator === undefined) return name in labels;
      return (labels[name] === value) === (operator !== '!=');
    });
}
