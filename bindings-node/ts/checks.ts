/** Checks of what a host sets, with messages that name it. */

import { errorOf } from './errors';

/** `` `a`, `b` and `c` `` */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop();
  return quoted.length === 0 ? `${last}` : `${quoted.join(', ')} and ${last}`;
}

/** Whether a value is an object with members. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Refuses options that nobody takes; `owner` follows `options` in messages. */
export function refuseUnknown(options: unknown, known: readonly string[], owner: string): void {
  if (!isRecord(options)) {
    throw errorOf('INVALID_CONFIG', `the options ${owner} must be an object`);
  }
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw errorOf('INVALID_CONFIG', `unknown option \`${name}\` ${owner}; the options are ${listed(known)}`);
    }
  }
}

/** Refuses what is neither `undefined` nor of a type; `what` is the option, with backticks. */
export function checkType(value: unknown, type: 'boolean' | 'function' | 'string', what: string): void {
  if (value !== undefined && typeof value !== type) {
    throw errorOf('INVALID_CONFIG', `${what} must be a ${type}`);
  }
}

/** Refuses what is neither `undefined` nor a list of strings. */
export function checkStrings(value: unknown, what: string): void {
  if (value !== undefined && !(Array.isArray(value) && value.every((item) => typeof item === 'string'))) {
    throw errorOf('INVALID_CONFIG', `${what} must be a list of strings`);
  }
}

/** Refuses what is neither `undefined` nor a whole number, at least 0. */
export function checkWhole(value: unknown, what: string): void {
  if (value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= 0)) {
    throw errorOf('INVALID_CONFIG', `${what} must be a whole number, at least 0`);
  }
}
