// The cases that every language runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Enclave, ToolError } from '@enclave/native';

const cases = JSON.parse(readFileSync(new URL('../tests-shared/cases.json', import.meta.url), 'utf8'));

function makeEnclave() {
  let flaky = 0;
  const tools = {
    echo: async (args) => args,
    add: async ({ a, b }) => ({ sum: a + b }),
    page: async ({ cursor, size }) => {
      const start = cursor ?? 0;
      const items = Array.from({ length: Math.max(0, Math.min(size, 25 - start)) }, (_, i) => start + i);
      return { items, next: start + size < 25 ? start + size : null };
    },
    flaky: async () => {
      flaky += 1;
      if (flaky <= 2) throw new ToolError('busy', { code: 'UNAVAILABLE' });
      return { ok: true };
    },
    fail: async ({ message }) => {
      throw new ToolError(message, { code: 'NO_SUCH_USER' });
    },
  };
  const entries = Object.entries(tools).map(([name, handler]) => [name, { description: name, handler }]);
  return new Enclave({ tools: Object.fromEntries(entries), context: { tenant: 'acme' } });
}

function tag(value) {
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: `${value}` };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
    return { $number: Object.is(value, -0) ? '-0' : `${value}` };
  }
  if (value instanceof Date) return { $date: value.getTime() };
  if (value instanceof Uint8Array) return { $bytes: [...value] };
  if (Array.isArray(value)) return value.map(tag);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tag(item)]));
  }
  return value;
}

for (const { name, code, expect } of cases) {
  test(name, async () => {
    const result = await makeEnclave().run(code);
    if (expect.error === undefined) {
      assert.equal(result.error, undefined);
      assert.deepEqual(tag(result.value), expect.value);
      return;
    }
    assert.notEqual(result.error, undefined);
    for (const [key, wanted] of Object.entries(expect.error)) assert.equal(result.error[key], wanted);
  });
}
