import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as native from '@enclave/native';

const { Enclave, EnclaveError, tool } = native;

function configError(make, message) {
  assert.throws(make, (error) => {
    assert.ok(error instanceof native.ConfigError);
    assert.equal(error.code, 'INVALID_CONFIG');
    assert.equal(error.message, message);
    return true;
  });
}

test('a run never rejects for what the script did', async () => {
  const result = await new Enclave().run('const user = undefined;\nreturn user.name;');
  assert.equal(result.ok, false);
  assert.equal(result.value, undefined);
  assert.ok(result.error instanceof native.ScriptError);
  assert.ok(result.error instanceof Error);
  assert.equal(result.error.code, 'EXECUTION_ERROR');
  assert.equal(result.error.name, 'TypeError');
  assert.equal(result.error.line, 2);
  assert.throws(() => result.unwrap(), (error) => error === result.error);
  assert.equal(JSON.parse(JSON.stringify(result.error)).message, result.error.message);
  assert.ok(String(result.error).startsWith('EXECUTION_ERROR at 2:'));
});

test('a refused script carries its diagnostics', async () => {
  const { error, diagnostics } = await new Enclave().run('const a = ;');
  assert.ok(error instanceof native.RejectedError);
  assert.equal(error.code, 'VALIDATION_ERROR');
  assert.equal(error.diagnostics[0].code, 'PARSE_ERROR');
  assert.deepEqual(diagnostics, error.diagnostics);
});

test('a limit is told apart from a script’s own failure', async () => {
  const { error } = await new Enclave({ limits: { maxToolCalls: 0 }, tools: { a: () => 1 } }).run('await callTool("a", {});');
  assert.ok(error instanceof native.LimitError);
  assert.equal(error.code, 'MAX_TOOL_CALLS');
  assert.deepEqual(error.data, { limit: 'max_tool_calls', value: 0 });
});

test('a signal cancels a run that computes', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const limits = { maxIterations: 1e12, timeoutMs: 20_000, cpuMs: 20_000 };
  const started = performance.now();
  const { error } = await new Enclave({ limits }).run('let a = 0; for (let i = 0; i < 1e12; i += 1) { a += i; } return a;', {
    signal: controller.signal,
  });
  assert.ok(error instanceof native.InterruptedRunError);
  assert.equal(error.code, 'CANCELLED');
  assert.equal(error.message, 'the host cancelled the run');
  assert.ok(performance.now() - started < 5_000);
});

test('a signal cancels a run that waits, and one that has not begun', async () => {
  const enclave = new Enclave({ tools: { never: () => new Promise(() => {}) } });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const script = 'await callTool("never", {});';
  assert.equal((await enclave.run(script, { signal: controller.signal })).error.code, 'CANCELLED');
  assert.equal((await enclave.run(script, { signal: AbortSignal.abort() })).error.code, 'CANCELLED');
});

test('a signal that aborts after the end does nothing', async () => {
  const controller = new AbortController();
  const result = await new Enclave().run('return 1;', { signal: controller.signal });
  controller.abort();
  assert.equal(result.unwrap(), 1);
});

test('options that do not exist are refused by name', () => {
  const known = '`tools`, `toolHandler`, `policy`, `onApproval`, `rateLimit`, `audit`, `redact`, `referenceBytes`, `maxReferenceBytes`, `secrets`, `level`, `language`, `isolation`, `pool`, `workerReuse`, `allowDegraded`, `retryLost`, `limits`, `context`, `rules`, `scoring`, `journal` and `hibernateAfterMs`';
  for (const name of ['audits', 'flow', 'tool_handler', 'rate_limit']) {
    configError(() => new Enclave({ [name]: [] }), `unknown option \`${name}\` of \`Enclave\`; the options are ${known}`);
  }
  const ofTools = '`description`, `inputSchema`, `outputSchema`, `annotations`, `timeoutMs`, `rateLimit`, `requiresApproval`, `byReference`, `labels`, `secrets` and `handler`';
  for (const name of ['requires_approval', 'secret']) {
    configError(
      () => tool({ [name]: true, handler: () => 1 }),
      `unknown option \`${name}\` of a tool; the options are ${ofTools}`,
    );
  }
  configError(() => new Enclave({ limits: { seconds: 1 } }), 'unknown limit `seconds`');
  configError(() => new Enclave({ limits: { timeout_ms: 1 } }), 'unknown limit `timeout_ms`; write `timeoutMs`');
  configError(() => new Enclave({ scoring: { max: 1 } }), 'unknown field `max`, expected one of `mode`, `warn`, `block`');
  configError(
    () => new Enclave({ tools: { a: tool({ annotations: { safe: true }, handler: () => 1 }) } }),
    'unknown annotation `safe` of tool `a`; the annotations are `readOnly`, `destructive`, `idempotent` and `openWorld`',
  );
});

test('values that an option cannot have are refused', () => {
  configError(() => new Enclave({ limits: { timeoutMs: 0 } }), '`limits.timeoutMs` is 0; it must be between 1 and 86400000');
  configError(() => new Enclave({ limits: { timeoutMs: 1.5 } }), '`limits.timeoutMs` must be a whole number, at least 0');
  configError(() => new Enclave({ limits: { timeoutMs: '1' } }), '`limits.timeoutMs` must be a whole number, at least 0');
  configError(() => new Enclave({ limits: { blockTiming: 1 } }), '`limits.blockTiming` must be a boolean');
  configError(() => new Enclave({ limits: 5 }), '`limits` must be an object');
  configError(() => new Enclave({ tools: 5 }), '`tools` must be an object');
  configError(() => new Enclave({ level: 5 }), '`level` must be a string');
  configError(() => new Enclave({ toolHandler: {} }), '`toolHandler` must be a function');
  configError(() => new Enclave({ tools: { a: 1 } }), 'the tool `a` must be made by `tool` or be a function');
  configError(() => tool({ description: 'x' }), '`handler` of a tool must be a function');
  configError(
    () => tool({ timeoutMs: 0, handler: () => 1 }),
    '`timeoutMs` of a tool must be a whole number of milliseconds, at least 1',
  );
  configError(
    () => new Enclave({ level: 'paranoid' }),
    'unknown variant `paranoid`, expected one of `strict`, `secure`, `standard`, `permissive`',
  );
  configError(
    () => new Enclave({ level: 'strict', workerReuse: 'tenant' }),
    '`worker_reuse="tenant"` is refused at level `strict`: there each session has a worker of its own',
  );
  configError(
    () => new Enclave({ isolation: 'process', pool: { maxWorkers: 0 } }),
    '`pool.maxWorkers` is 0; it must be between 1 and 10000',
  );
});

test('limits, policies, references and secrets are checked by name', () => {
  const ofTool = (options, message) => configError(() => tool({ ...options, handler: () => 1 }), message);
  const ofEnclave = (options, message) => configError(() => new Enclave(options), message);
  ofTool({ rateLimit: 5 }, '`rateLimit` of a tool must be an object');
  ofTool(
    { rateLimit: { max_calls: 1 } },
    'unknown option `max_calls` of `rateLimit` of a tool; the options are `maxCalls`, `perSecond` and `maxConcurrent`',
  );
  ofTool({ rateLimit: { maxCalls: 1.5 } }, '`rateLimit.maxCalls` of a tool must be a whole number, at least 0');
  ofTool({ rateLimit: { perSecond: '1' } }, '`rateLimit.perSecond` of a tool must be a number');
  ofTool({ requiresApproval: 'yes' }, '`requiresApproval` of a tool must be a boolean');
  ofTool({ byReference: 1 }, '`byReference` of a tool must be a boolean');
  ofTool({ labels: 'crm' }, '`labels` of a tool must be a list of strings');
  ofTool({ secrets: [1] }, '`secrets` of a tool must be a list of strings');
  const slow = tool({ rateLimit: { perSecond: 0 }, handler: () => 1 });
  ofEnclave({ tools: { slow } }, '`rateLimit.perSecond` of tool `slow` must be more than 0 and at most 1 000 000');
  ofEnclave({ rateLimit: { maxConcurrent: 0 } }, '`rateLimit.maxConcurrent` must be more than 0 and at most 1 000 000');
  ofEnclave(
    { tools: { a: tool({ annotations: { readOnly: 1 }, handler: () => 1 }) } },
    'the annotation `readOnly` of tool `a` must be a boolean',
  );
  ofEnclave({ policy: { deny: '*' } }, '`policy` must be a list of rules');
  ofEnclave({ policy: ['deny'] }, '`policy[0]` must be an object');
  ofEnclave({ policy: [{ allow: '*' }, { deny: 5 }] }, '`policy[1].deny` must be a list of strings');
  ofEnclave({ policy: [{ allow: '*', deny: '*' }] }, '`policy[0]`: a rule has one of `allow`, `deny` and `ask`');
  ofEnclave({ policy: [{ ask: [] }] }, '`policy[0]`: a rule without tools never matches; `"*"` is every tool');
  ofEnclave({ policy: [{ deny: '*', when: true }] }, '`policy[0].when` must be a function');
  ofEnclave({ policy: [{ deny: '*', reason: 5 }] }, '`policy[0].reason` must be a string');
  ofEnclave(
    { policy: [{ deny: '*', tools: '*' }] },
    'unknown option `tools` of `policy[0]`; the options are `allow`, `deny`, `ask`, `annotations`, `labels`, `reason` and `when`',
  );
  ofEnclave(
    { policy: [{ deny: '*', annotations: { safe: true } }] },
    'unknown annotation `safe` of `policy[0]`; the annotations are `readOnly`, `destructive`, `idempotent` and `openWorld`',
  );
  ofEnclave({ onApproval: true }, '`onApproval` must be a function');
  ofEnclave({ referenceBytes: '5' }, '`referenceBytes` must be a whole number, at least 0');
  ofEnclave({ maxReferenceBytes: -1 }, '`maxReferenceBytes` must be a whole number, at least 0');
  ofEnclave({ secrets: ['A'] }, '`secrets` must be an object');
  ofEnclave({ secrets: { A: 5 } }, 'the secret `A` must be a string');
  ofEnclave(
    { secrets: { A: 'abc' } },
    'the secret `A` must have at least 4 bytes, so that it can be found in what tools give',
  );
  const pay = tool({ secrets: ['KEY'], handler: () => 1 });
  ofEnclave({ tools: { pay } }, 'the tool `pay` names the secret `KEY`, which this `Enclave` does not have; it has none');
  ofEnclave(
    { tools: { pay }, secrets: { KEYS: 'abcdef' } },
    'the tool `pay` names the secret `KEY`, which this `Enclave` does not have; it has `KEYS`',
  );
});

test('a run refuses what it does not take', async () => {
  const enclave = new Enclave();
  const options = '`signal`, `context`, `limits`, `sessionId`, `tenant` and `onApproval`';
  const refused = (code, given, message) =>
    assert.rejects(enclave.run(code, given), (error) => error.code === 'INVALID_CONFIG' && error.message === message);
  await refused('1', { audience: 'a' }, `unknown option \`audience\` of a run; the options are ${options}`);
  await refused('1', { limits: { timeoutMs: 0 } }, '`limits.timeoutMs` is 0; it must be between 1 and 86400000');
  await refused('1', { sessionId: 5 }, '`sessionId` must be a string');
  await refused(5, {}, 'the code must be a string');
  configError(() => enclave.start('1', { audience: 'a' }), `unknown option \`audience\` of a run; the options are ${options}`);
  configError(() => enclave.start('1', { limits: { cpuMs: 0 } }), '`limits.cpuMs` is 0; it must be between 1 and 86400000');
  await assert.rejects(enclave.stream('1', { audience: 'a' }).next(), { code: 'INVALID_CONFIG' });
});

test('a context that cannot cross is refused with its path', async () => {
  const context = { a: [{ b: () => 1 }] };
  const refusal = {
    code: 'SERIALIZATION_ERROR',
    message: 'the context: a function at `$.a[0].b` cannot enter the script',
  };
  assert.throws(() => new Enclave({ context }), refusal);
  await assert.rejects(new Enclave().run('1', { context }), refusal);
});

test('every class of errors is an EnclaveError', () => {
  // Tools throw the first, cassettes the last: no run ends with them.
  const others = ['ToolError', 'EnclaveError', 'CassetteError'];
  const names = Object.keys(native).filter((name) => name.endsWith('Error') && !others.includes(name));
  assert.equal(names.length, 7);
  for (const name of names) {
    assert.ok(native[name].prototype instanceof EnclaveError, name);
  }
});
