/** Names of other frameworks' tools as names of Enclave's. */

const WORD = /^[A-Za-z_][A-Za-z0-9_]*$/;
const RESERVED = /^(?:__ag_|__safe_|(?:__proto__|constructor|prototype)$)/;
/** Both together, with what is put before and behind them, are below the core's 128. */
const LONGEST_WORD = 64;
const LONGEST_NAMESPACE = 40;

/**
 * A name for each that a script can write after a dot: `list-users` is `list_users`.
 *
 * In a namespace it is `crm:list_users`. Names that become the same are numbered, so that there are no duplicates.
 */
export function toolNames(names: readonly string[], namespace?: string): string[] {
  const taken = new Set<string>();
  /** How often a word came, so that a thousand equal names are not counted from 2 each. */
  const counts = new Map<string, number>();
  return names.map((name) => {
    const word = identifier(name.slice(0, LONGEST_WORD));
    let number = counts.get(word) ?? 0;
    let unique: string;
    do {
      number += 1;
      unique = number === 1 ? word : `${word}_${number}`;
    } while (taken.has(unique));
    counts.set(word, number);
    taken.add(unique);
    return namespace === undefined ? unique : `${namespace}:${unique}`;
  });
}

/** The same for what stands before the dot. */
export function namespaces(names: readonly string[]): string[] {
  return toolNames(names.map((name) => name.slice(0, LONGEST_NAMESPACE)));
}

/** The nearest word of letters, digits and `_` that is not reserved. */
function identifier(name: string): string {
  const word = WORD.test(name) ? name : trimmed(name.replace(/[^A-Za-z0-9_]+/g, '_'));
  return WORD.test(word) && !RESERVED.test(word) ? word : `tool_${trimmed(word)}`;
}

function trimmed(word: string): string {
  return word.replace(/^_+/, '').replace(/_+$/, '');
}
