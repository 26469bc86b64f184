/** Which calls go through, are refused, or wait for an approval. */

import { checkStrings, checkType, isRecord, refuseUnknown } from './checks';
import type { Annotations } from './contract';
import { errorOf } from './errors';
import { isThenable } from './schema';
import { annotationsFrom } from './tool';

/** Whether a rule holds for a call; it must say so at once. One that throws, or gives a promise, denies the call. */
export type Predicate = (name: string, args: Record<string, unknown>) => boolean;

interface Conditions {
  /** Only tools whose owner declares them so. */
  readonly annotations?: Annotations;
  /** Only tools with one of these labels. */
  readonly labels?: readonly string[];
  /** Why: the script is told when it is refused, the host when it is asked. */
  readonly reason?: string;
  /** What must hold, too. */
  readonly when?: Predicate;
}

/** Names of tools, with `*` for any characters and `?` for one. */
type Patterns = string | readonly string[];

/**
 * One rule of a policy. The first rule that matches a call decides; a call that none matches is allowed.
 *
 * @example
 * const policy: PolicyRule[] = [
 *   { deny: 'mail:*', when: (name, { to }) => !String(to).endsWith('@acme.com'), reason: 'only within the company' },
 *   { ask: '*', annotations: { destructive: true } },
 * ];
 */
export type PolicyRule = Conditions &
  (
    | { /** Calls of these tools go through. */ readonly allow: Patterns; readonly deny?: never; readonly ask?: never }
    | { /** They are refused with `TOOL_DENIED`. */ readonly deny: Patterns; readonly allow?: never; readonly ask?: never }
    | { /** They wait for an approval. */ readonly ask: Patterns; readonly allow?: never; readonly deny?: never }
  );

const ACTIONS = ['allow', 'deny', 'ask'] as const;
const RULE: readonly string[] = [...ACTIONS, 'annotations', 'labels', 'reason', 'when'];

/** The predicates of a policy, by the place of their rule. */
export type Predicates = ReadonlyMap<number, Predicate>;

/** A policy in the contract's spelling, with its predicates. */
export function policyFrom(policy: unknown): [rules: readonly object[] | undefined, predicates: Predicates] {
  const predicates = new Map<number, Predicate>();
  if (policy === undefined) {
    return [undefined, predicates];
  }
  if (!Array.isArray(policy)) {
    throw errorOf('INVALID_CONFIG', '`policy` must be a list of rules');
  }
  const rules = policy.map((rule: unknown, index) => {
    const place = `policy[${index}]`;
    if (!isRecord(rule)) {
      throw errorOf('INVALID_CONFIG', `\`${place}\` must be an object`);
    }
    refuseUnknown(rule, RULE, `of \`${place}\``);
    for (const action of ACTIONS) {
      if (typeof rule[action] !== 'string') {
        checkStrings(rule[action], `\`${place}.${action}\``);
      }
    }
    const { annotations, when, ...plain } = rule;
    checkStrings(plain['labels'], `\`${place}.labels\``);
    checkType(plain['reason'], 'string', `\`${place}.reason\``);
    checkType(when, 'function', `\`${place}.when\``);
    if (when !== undefined) {
      predicates.set(index, when as Predicate);
    }
    return { ...plain, annotations: annotationsFrom(annotations, `\`${place}\``), when: when !== undefined };
  });
  return [rules, predicates];
}

/** Whether the predicate of a rule holds for a call. Throws what it throws, and where it does not say. */
export function holds(predicates: Predicates, rule: number, name: string, args: unknown): boolean {
  const verdict: unknown = predicates.get(rule)?.(name, args as Record<string, unknown>);
  if (typeof verdict === 'boolean') {
    return verdict;
  }
  const promised = isThenable(verdict);
  if (promised) {
    // What becomes of it does not matter any more.
    verdict.then(undefined, () => {});
  }
  const found = promised ? 'a promise' : `a value of the type ${typeof verdict}`;
  throw errorOf('INVALID_CONFIG', `\`policy[${rule}].when\` gave ${found}; it must give a boolean`);
}
