/**
 * Values on their way to a script: one text, which the native library reads on another thread.
 *
 * Only own data is read: an accessor is refused, not called. The budgets stop the walk before memory is spent; the
 * core counts again, exactly.
 */

import { types } from 'node:util';

import { EnclaveError, errorOf } from './errors';
import { Reference } from './reference';

/** What one value may take. */
export interface ValueLimits {
  readonly maxValueDepth: number;
  readonly maxValueNodes: number;
  readonly maxValueBytes: number;
  /** Whether the value may stay with the host: then the limit in bytes is that of references. */
  readonly isReference?: true;
}

/** The limits of a value that may stay with the host. Each of its parts takes a byte at least. */
export function referenceLimits({ maxValueDepth }: ValueLimits, maxReferenceBytes: number): ValueLimits {
  return { maxValueDepth, maxValueNodes: maxReferenceBytes, maxValueBytes: maxReferenceBytes, isReference: true };
}

const IDENTIFIER = /^[A-Za-z_$][\w$]{0,59}$/;
const LONGEST_KEY_SHOWN = 60;

/** The tape of a value; `what` names the value in messages. Throws `SERIALIZATION_ERROR` or `OUTPUT_TOO_LARGE`. */
export function encode(value: unknown, limits: ValueLimits, what: string): string {
  // Most values are one text, number or flag.
  switch (typeof value) {
    case 'undefined':
      return 'u';
    case 'boolean':
      return value ? 't' : 'f';
    case 'number':
      return number(value);
    default:
      return new Encoder(limits, what).encode(value);
  }
}

function number(value: number): string {
  return Object.is(value, -0) ? '#-0;' : `#${value};`;
}

/**
 * Finds an accessor without calling it and without making an object for each property, which takes half the time that
 * a descriptor does. A setter alone reads as `undefined`, so that only such properties need their descriptor.
 */
const lookupGetter = (Object.prototype as unknown as Record<string, (this: object, key: PropertyKey) => unknown>)[
  '__lookupGetter__'
] as (this: object, key: PropertyKey) => unknown;

class Encoder {
  private tape = '';
  private nodes: number;
  private bytes: number;
  private readonly path: (string | number)[] = [];
  private readonly ancestors: object[] = [];

  constructor(
    private readonly limits: ValueLimits,
    private readonly what: string,
  ) {
    this.nodes = limits.maxValueNodes;
    this.bytes = limits.maxValueBytes;
  }

  encode(value: unknown): string {
    this.write(value);
    return this.tape;
  }

  private write(value: unknown): void {
    this.spendNodes(1);
    switch (typeof value) {
      case 'string':
        this.text('"', value);
        return;
      case 'number':
        this.spendBytes(8);
        this.tape += number(value);
        return;
      case 'boolean':
        this.tape += value ? 't' : 'f';
        return;
      case 'undefined':
        this.tape += 'u';
        return;
      case 'bigint':
        this.bigint(value);
        return;
      case 'function':
        throw this.refused('a function');
      case 'symbol':
        throw this.refused('a symbol');
      default:
        if (value === null) {
          this.tape += 'n';
        } else {
          this.object(value as object);
        }
    }
  }

  private text(mark: string, text: string): void {
    this.spendBytes(text.length);
    this.tape += `${mark}${text.length}:${text}`;
  }

  private bigint(value: bigint): void {
    // Hexadecimal digits take linear time, decimal ones do not: a huge integer is refused by the former.
    this.spendBytes(value.toString(16).length);
    this.tape += `&${value};`;
  }

  private object(value: object): void {
    if (this.leaf(value)) {
      return;
    }
    if (this.ancestors.includes(value)) {
      throw this.refused('a cycle');
    }
    if (this.ancestors.length >= this.limits.maxValueDepth) {
      throw this.exceeded('max_value_depth', this.limits.maxValueDepth);
    }
    this.ancestors.push(value);
    if (Array.isArray(value)) {
      this.array(value);
    } else if (isPlain(value)) {
      this.members(value);
    } else if (types.isMap(value)) {
      this.map(value);
    } else if (types.isSet(value)) {
      this.items(value, value.size);
    } else if (ArrayBuffer.isView(value)) {
      // Every view that is not of bytes is a typed array of numbers.
      const numbers = value as unknown as Iterable<unknown> & { readonly length: number };
      this.items(numbers, numbers.length);
    } else {
      this.members(value);
    }
    this.ancestors.pop();
  }

  /** Objects that hold no others. */
  private leaf(value: object): boolean {
    if (isPlain(value) || Array.isArray(value)) {
      return false;
    }
    if (types.isDate(value)) {
      this.spendBytes(8);
      this.tape += `@${Date.prototype.getTime.call(value)};`;
    } else if (types.isAnyArrayBuffer(value)) {
      this.buffer(value, 0, value.byteLength);
    } else if (types.isUint8Array(value) || types.isUint8ClampedArray(value) || value instanceof DataView) {
      this.buffer(value.buffer, value.byteOffset, value.byteLength);
    } else if (types.isBoxedPrimitive(value)) {
      this.write(value.valueOf());
    } else if (value instanceof Reference) {
      throw this.refused('a `Reference` (only the whole result of a tool can be one)');
    } else if (types.isPromise(value)) {
      throw this.refused('a promise (write `await` in front of it)');
    } else if (types.isRegExp(value)) {
      throw this.refused('a regular expression');
    } else {
      return false;
    }
    return true;
  }

  private buffer(buffer: ArrayBufferLike, offset: number, length: number): void {
    this.spendBytes(length);
    this.tape += `%${length}:${Buffer.from(buffer, offset, length).toString('latin1')}`;
  }

  private array(value: readonly unknown[]): void {
    // A sparse array costs what its length says, before anything is copied.
    if (value.length > this.nodes) {
      this.spendNodes(value.length);
    }
    this.tape += '[';
    const depth = this.path.push(0) - 1;
    for (let index = 0; index < value.length; index += 1) {
      this.path[depth] = index;
      this.write(this.property(value, index));
    }
    this.path.pop();
    this.tape += ']';
  }

  private items(items: Iterable<unknown>, length: number): void {
    if (length > this.nodes) {
      this.spendNodes(length);
    }
    this.tape += '[';
    const depth = this.path.push(0) - 1;
    for (const item of items) {
      this.write(item);
      this.path[depth] = (this.path[depth] as number) + 1;
    }
    this.path.pop();
    this.tape += ']';
  }

  private map(value: ReadonlyMap<unknown, unknown>): void {
    if (value.size > this.nodes) {
      this.spendNodes(value.size);
    }
    // Keys that differ may be the same text; the last one holds.
    const entries = new Map<string, unknown>();
    for (const [key, item] of value) {
      if ((typeof key === 'object' && key !== null) || typeof key === 'function' || typeof key === 'symbol') {
        throw this.refused('a `Map` with a key that is not text');
      }
      entries.set(String(key), item);
    }
    this.tape += '{';
    const depth = this.path.push('') - 1;
    for (const [key, item] of entries) {
      this.path[depth] = key;
      this.key(key, item);
    }
    this.path.pop();
    this.tape += '}';
  }

  /** The own enumerable members of an object. */
  private members(value: object): void {
    const keys = Object.keys(value);
    if (keys.length > this.nodes) {
      this.spendNodes(keys.length);
    }
    this.tape += '{';
    const depth = this.path.push('') - 1;
    if (types.isNativeError(value)) {
      // What makes an error one is not enumerable; without it nothing would be left.
      for (const key of ['name', 'message'] as const) {
        if (!keys.includes(key)) {
          this.key(key, String(value[key]));
        }
      }
    }
    for (const key of keys) {
      this.path[depth] = key;
      this.key(key, this.property(value, key));
    }
    this.path.pop();
    this.tape += '}';
  }

  /**
   * One member. One that is `undefined` is as good as absent. Dangerous ones are the core's to drop and count where the
   * value enters a script; what stays with the host goes without them.
   */
  private key(key: string, item: unknown): void {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      if (!this.limits.isReference) {
        this.text('', key);
        this.tape += 'n';
      }
    } else if (item !== undefined) {
      this.text('', key);
      this.write(item);
    }
  }

  /** An own property; a hole of an array is `undefined`. */
  private property(value: object, key: string | number): unknown {
    if (lookupGetter.call(value, key) !== undefined) {
      throw this.refused('an accessor');
    }
    const item = (value as Record<string | number, unknown>)[key];
    if (item === undefined && Object.getOwnPropertyDescriptor(value, key)?.set !== undefined) {
      throw this.refused('an accessor');
    }
    return item;
  }

  private spendNodes(count: number): void {
    this.nodes -= count;
    if (this.nodes < 0) {
      throw this.exceeded(this.limits.isReference ? 'max_reference_bytes' : 'max_value_nodes', this.limits.maxValueNodes);
    }
  }

  private spendBytes(count: number): void {
    this.bytes -= count;
    if (this.bytes < 0) {
      throw this.exceeded(this.limits.isReference ? 'max_reference_bytes' : 'max_value_bytes', this.limits.maxValueBytes);
    }
  }

  private exceeded(limit: string, value: number): EnclaveError {
    return errorOf('OUTPUT_TOO_LARGE', `${this.what}: the value at \`${this.place()}\` exceeds \`${limit}\` (${value})`);
  }

  private refused(found: string): EnclaveError {
    return errorOf('SERIALIZATION_ERROR', `${this.what}: ${found} at \`${this.place()}\` cannot enter the script`);
  }

  private place(): string {
    const parts = this.path.map((part) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      return IDENTIFIER.test(part) ? `.${part}` : `[${JSON.stringify(part.slice(0, LONGEST_KEY_SHOWN))}]`;
    });
    return `$${parts.join('')}`;
  }
}

/** Whether an object is a literal's or has no prototype; others may be of a kind with data of its own. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
