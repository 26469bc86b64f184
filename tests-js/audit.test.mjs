// A record of each call.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Enclave, tool } from '@enclave/native';

const CODE = `const results = [];
for (const args of [{ id: 1, token: 'abc' }, { id: 2 }, { id: 3 }]) {
  try { results.push(await tools.get(args)); } catch (error) { results.push(error.code); }
}
return results;`;

function make(options) {
  const get = tool({
    rateLimit: { maxCalls: 2 },
    handler: ({ id }) => {
      if (id === 2) {
        throw new Error('nobody at ana@example.com');
      }
      return 'done';
    },
  });
  return new Enclave({ tools: { get }, ...options });
}

for (const isolation of ['in_process', 'process']) {
  test(`a callback gets each call, ${isolation}`, async () => {
    const records = [];
    const enclave = make({ audit: (record) => records.push(record), isolation });
    const result = await enclave.run(CODE, { sessionId: 's1', tenant: 'acme' });
    assert.deepEqual(result.unwrap(), ['done', 'TOOL_ERROR', 'RATE_LIMITED']);
    assert.deepEqual(
      records.map(({ callId, outcome, code, refusedBy, arguments: args }) => [callId, outcome, code, refusedBy, args]),
      [
        [1, 'ok', undefined, undefined, { id: 1, token: '[redacted]' }],
        [2, 'failed', 'TOOL_ERROR', undefined, { id: 2 }],
        [3, 'refused', 'RATE_LIMITED', 'limit', { id: 3 }],
      ],
    );
    assert.equal(records[1].message, 'nobody at [redacted]');
    assert.deepEqual([records[0].session, records[0].tenant], ['s1', 'acme']);
    await enclave.close();
  });
}

test('lines of a file, which is rotated', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'audit-'));
  const path = join(folder, 'audit.jsonl');
  await make({ audit: `jsonl:${path}`, redact: { keys: ['id'], patterns: ['nobody'] } }).run(CODE);
  const lines = readFileSync(path, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines.map((line) => line.outcome), ['ok', 'failed', 'refused']);
  assert.equal(lines[1].message, '[redacted] at [redacted]');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const small = make({ audit: { path, maxBytes: 4096, maxFiles: 1 } });
  for (let n = 0; n < 20; n += 1) {
    const { stats } = await small.run(CODE);
    assert.equal(stats.auditFailures, 0);
  }
  assert.deepEqual(readdirSync(folder).sort(), ['audit.jsonl', 'audit.jsonl.1']);
});

test('a callback that throws loses no run', async () => {
  const warnings = [];
  const warned = (warning) => warnings.push(warning.code);
  process.on('warning', warned);
  const result = await make({
    audit: () => {
      throw new Error('no room');
    },
  }).run(CODE);
  assert.equal(result.ok, true);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', warned);
  assert.deepEqual(warnings, ['ENCLAVE_AUDIT', 'ENCLAVE_AUDIT', 'ENCLAVE_AUDIT']);
});

test('audits that cannot be are refused', () => {
  for (const audit of ['syslog', 'jsonl:', 5, {}, { path: 'a', size: 1 }, { path: '/nowhere/at/all' }]) {
    assert.throws(() => make({ audit }), { code: 'INVALID_CONFIG' }, JSON.stringify(audit));
  }
  assert.throws(() => make({ redact: { patterns: ['('] } , audit: () => {} }), { code: 'INVALID_CONFIG' });
});
