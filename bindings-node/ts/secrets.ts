/** Values that only the host's functions may have. */

import { inspect } from 'node:util';

import { isRecord, listed } from './checks';
import { errorOf } from './errors';
import type { Tool } from './tool';

/** The secrets of one tool by name. What shows an object (`console.log`, `JSON.stringify`) shows their names alone. */
export class Secrets {
  readonly [name: string]: string;

  constructor(names: readonly string[], all: ReadonlyMap<string, string>) {
    for (const name of names) {
      // An accessor is shown as one even by what looks at hidden members.
      Object.defineProperty(this, name, { get: () => all.get(name) });
    }
    Object.defineProperty(this, inspect.custom, { value: () => `Secrets { ${names.join(', ')} }` });
    Object.freeze(this);
  }
}

/** What a tool has that asks for none. */
export const NO_SECRETS = new Secrets([], new Map());

/** The secrets that a host gives, by name. */
export function secretsFrom(secrets: unknown): ReadonlyMap<string, string> {
  if (secrets === undefined) {
    return new Map();
  }
  if (!isRecord(secrets)) {
    throw errorOf('INVALID_CONFIG', '`secrets` must be an object');
  }
  const entries = Object.entries(secrets).map(([name, value]): [string, string] => {
    if (typeof value !== 'string') {
      throw errorOf('INVALID_CONFIG', `the secret \`${name}\` must be a string`);
    }
    return [name, value];
  });
  return new Map(entries);
}

/** The secrets of each tool that asks for some. */
export function sharedOut(
  secrets: ReadonlyMap<string, string>,
  tools: ReadonlyMap<string, Tool>,
): ReadonlyMap<string, Secrets> {
  const asking = [...tools].filter(([, { secrets: names }]) => names.length > 0);
  return new Map(
    asking.map(([name, tool]) => {
      const missing = tool.secrets.find((secret) => !secrets.has(secret));
      if (missing !== undefined) {
        const known = secrets.size === 0 ? 'it has none' : `it has ${listed([...secrets.keys()])}`;
        const message = `the tool \`${name}\` names the secret \`${missing}\`, which this \`Enclave\` does not have; ${known}`;
        throw errorOf('INVALID_CONFIG', message);
      }
      return [name, new Secrets(tool.secrets, secrets)];
    }),
  );
}
