// Runs the cases in plain Node: what they expect is what JavaScript gives.
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

process.env.TZ = 'UTC';
const file = new URL('cases.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8'));

export function tag(value) {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: `${value}` };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return { $number: Object.is(value, -0) ? '-0' : `${value}` };
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: [...value] };
  if (value instanceof Map) return tag(Object.fromEntries(value));
  if (value instanceof Set) return tag([...value]);
  if (Array.isArray(value)) return Array.from(value, tag);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([key, item]) => [key, tag(item)]));
  }
  return value;
}

export function tools() {
  let flaky = 0;
  const fail = (message, code) => { throw Object.assign(new Error(message), { name: 'ToolError', code }); };
  return {
    echo: (args) => args,
    add: ({ a, b }) => ({ sum: a + b }),
    page: ({ cursor, size }) => {
      const start = cursor ?? 0;
      const items = Array.from({ length: Math.max(0, Math.min(size, 25 - start)) }, (_, i) => start + i);
      return { items, next: start + size < 25 ? start + size : null };
    },
    flaky: () => (++flaky <= 2 ? fail('busy', 'UNAVAILABLE') : { ok: true }),
    fail: ({ message }) => fail(message, 'NO_SUCH_USER'),
  };
}

async function run(code) {
  const table = tools();
  const callTool = async (name, args = {}) => structuredClone(await table[name](structuredClone(args)));
  const bound = Object.fromEntries(Object.keys(table).map((name) => [name, (args) => callTool(name, args)]));
  const parallel = (thunks) => Promise.all(thunks.map((thunk) => thunk()));
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 1)));
  const names = ['callTool', 'tools', 'parallel', 'sleep', 'context'];
  const AsyncFunction = (async () => {}).constructor;
  const body = new AsyncFunction(...names, `'use strict';\n${code}`);
  return body(callTool, bound, parallel, sleep, Object.freeze({ tenant: 'acme' }));
}

const log = console.log;
console.log = console.warn = console.error = () => {};
let differs = 0;
for (const entry of cases) {
  if (entry.expect?.error !== undefined || entry.plain === false) continue;
  const value = tag(await run(entry.code));
  if (process.argv.includes('--check')) {
    if (!isDeepStrictEqual(value, entry.expect?.value)) {
      differs += 1;
      log(`${entry.name}: Node gives ${JSON.stringify(value)}`);
    }
  } else entry.expect = { value };
}
if (!process.argv.includes('--check')) writeFileSync(file, `[\n${cases.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`);
log(`${cases.length} cases, ${differs} differ`);
process.exitCode = differs === 0 ? 0 : 1;
