// The corpus for JavaScript: its files, its tools, and how its values are written. See README.md.
import { readFileSync } from 'node:fs';

const shared = JSON.parse(readFileSync(new URL('tools.json', import.meta.url), 'utf8'));

export const context = { tenant: 'acme' };

/** The head of a file and the script behind it. */
export function parse(text) {
  const entry = {};
  let rest = text;
  while (rest.startsWith('//! ')) {
    const end = rest.indexOf('\n');
    const line = rest.slice(4, end);
    const colon = line.indexOf(': ');
    entry[line.slice(0, colon)] = line.slice(colon + 2);
    rest = rest.slice(end + 1);
  }
  return { ...entry, code: rest.replace(/\n$/, '') };
}

/** A value as the files write it. */
export function tag(value) {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: `${value}` };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $number: Object.is(value, -0) ? '-0' : `${value}` };
  }
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: [...value] };
  if (value instanceof Map) return tag(Object.fromEntries(value));
  if (value instanceof Set) return tag([...value]);
  if (Array.isArray(value)) return Array.from(value, tag);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, tag(item)]));
  }
  return value;
}

/** What the tools of one run answer. */
export function answers() {
  let flaky = 0;
  let sent = 0;
  const fail = (code, message) => {
    throw Object.assign(new Error(message), { name: 'ToolError', code });
  };
  const rows = (table, where = {}, paging = []) => {
    const wanted = Object.entries(where).filter(([key]) => !paging.includes(key));
    return shared[table].filter((row) => wanted.every(([key, value]) => row[key] === value));
  };
  const part = (all, start, size, items, next) => {
    const end = start + size;
    return { [items]: all.slice(start, end), [next]: end < all.length ? end : null };
  };
  const numbers = Array.from({ length: 25 }, (_, index) => index);
  const table = {
    echo: (args) => args,
    escaped: (args) => args,
    limited: (args) => args,
    'one-by-one': (args) => args,
    misfit: (args) => args,
    pay: ({ amount }) => ({ paid: amount }),
    'docs:load': ({ count }) => Array.from({ length: count }, (_, id) => ({ id, text: `row ${id}` })),
    'docs:count': ({ doc }) => ({ count: doc.length }),
    add: ({ a, b }) => ({ sum: a + b }),
    page: ({ cursor, size }) => part(numbers, cursor ?? 0, size, 'items', 'next'),
    flaky: () => ((flaky += 1) <= 2 ? fail('UNAVAILABLE', 'busy') : { ok: true }),
    fail: ({ message }) => fail('NO_SUCH_USER', message),
    'users:list': (args) => rows('users', args),
    'users:get': (args) => rows('users', args)[0] ?? fail('NO_SUCH_USER', `no user ${args.id}`),
    'orders:list': (args = {}) => part(rows('orders', args, ['cursor', 'limit']), args.cursor ?? 0, args.limit ?? 5, 'orders', 'nextCursor'),
    'email:send': () => ({ sent: true, id: `msg-${(sent += 1)}` }),
    'search:web': ({ query }) => rows('pages').filter((page) => page.title.toLowerCase().includes(query.toLowerCase())),
  };
  const answer = (name, args) => structuredClone(table[name](args));
  return Object.assign(answer, { names: Object.keys(table) });
}

const camelCase = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

/** Options in the contract's names, as Node has them. */
function camelKeys(options) {
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => [camelCase(key), value?.constructor === Object ? camelKeys(value) : value]),
  );
}

/** The tools as a host declares them. */
export function declarations() {
  return Object.fromEntries(
    Object.entries(shared.tools).map(([name, { options = {}, ...facts }]) => [name, { ...facts, ...camelKeys(options) }]),
  );
}

/** The policy that all scripts run under. */
export const policy = shared.policy.map(camelKeys);

/** Who approves: little amounts, and no others. */
export const onApproval = ({ args }) => args.amount < 10 || 'too much';

/** The text of each failure in a folder, by file, as the core's snapshot has it. */
export function texts(root, folder) {
  const name = { fail: 'texts_of_failures', reject: 'texts_of_refusals' }[folder];
  const snapshot = readFileSync(new URL(`snapshots/enclave_core__corpus__${name}.snap`, root), 'utf8');
  const sections = snapshot.slice(snapshot.indexOf('\n---') + 4).split('\n== ').slice(1);
  return new Map(sections.map((section) => {
    const end = section.indexOf('\n');
    return [section.slice(0, end), section.slice(end + 1).replace(/\n$/, '')];
  }));
}
