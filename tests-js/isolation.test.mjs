// Engines in worker processes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Enclave } from '@enclave/native';

const add = ({ a, b }) => a + b;
const ENDLESS = 'let i = 0; while (i >= 0) { i += 1; i %= 9 }';

function make(options = {}) {
  return new Enclave({ isolation: 'process', tools: { add }, ...options });
}

async function within(milliseconds, holds) {
  const deadline = Date.now() + milliseconds;
  while (!holds() && Date.now() < deadline) await sleep(5);
  return holds();
}

function alive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('a script runs in a process of its own', async () => {
  const enclave = make();
  const result = await enclave.run("console.log('hi'); return await callTool('add', { a: 1, b: 2 })");
  assert.deepEqual([result.value, result.console[0].text], [3, 'hi']);
  assert.equal(enclave.pool.stats().leased, 0);
  await enclave.close();
});

test('runs at the same time have a worker each', async () => {
  const enclave = make();
  const runs = Array.from({ length: 40 }, (_, n) => enclave.run(`return await callTool('add', { a: ${n}, b: 1 })`));
  assert.deepEqual((await Promise.all(runs)).map((result) => result.value), Array.from({ length: 40 }, (_, n) => n + 1));
  assert.equal(enclave.pool.stats().lost, 0);
  await enclave.close();
});

test('the report names each measure', async () => {
  const enclave = make();
  const report = enclave.isolationReport();
  assert.equal(report.isolation, 'process');
  assert.equal(report.measures.find(({ name }) => name === 'seccomp').active, true);
  assert.equal(new Enclave({ level: 'secure' }).isolationReport().isolation, 'process');
  assert.throws(() => new Enclave().pool, { code: 'INVALID_CONFIG' });
  await enclave.close();
});

test('a killed worker costs its session alone, or nothing where the session may go on', async () => {
  for (const retryLost of [0, 1]) {
    const enclave = make({ retryLost });
    const session = enclave.start("return await callTool('add', { a: 1, b: 2 })");
    const [call] = session.pending;
    process.kill(enclave.pool.events().at(-1).pid, 'SIGKILL');
    session.resolve(call.id, 3);
    assert.equal(session.done, true);
    if (retryLost === 0) {
      assert.equal(session.result.error.code, 'WORKER_LOST');
      assert.match(session.result.error.message, /the worker was killed by SIGKILL/);
    } else {
      assert.equal(session.result.unwrap(), 3);
    }
    assert.equal((await enclave.run('return 1')).value, 1);
    assert.equal(enclave.pool.stats().lost, 1);
    await enclave.close();
  }
});

test('a native loop is stopped at its limit, and by a signal', async () => {
  const enclave = make({ limits: { timeoutMs: 300, maxIterations: 1e9 } });
  assert.equal((await enclave.run(ENDLESS)).error.code, 'TIMEOUT');
  const signal = AbortSignal.timeout(50);
  assert.equal((await enclave.run(ENDLESS, { signal, limits: { timeoutMs: 20_000 } })).error.code, 'CANCELLED');
  assert.equal(enclave.pool.stats().leased, 0);
  await enclave.close();
});

test('a full queue refuses at once, and one that waits waits no longer than it may', async () => {
  for (const [pool, code] of [
    [{ maxWorkers: 1, maxQueue: 0 }, 'QUEUE_FULL'],
    [{ maxWorkers: 1, queueTimeoutMs: 50 }, 'QUEUE_TIMEOUT'],
  ]) {
    const enclave = make({ pool });
    const session = enclave.start("await callTool('add', { a: 1, b: 2 })");
    assert.equal(session.pending.length, 1);
    assert.equal((await enclave.run('return 1')).error?.code, code);
    assert.equal(session.done, false);
    await enclave.close();
  }
});

test('nothing is left when the host is killed', async () => {
  const program = `
    import { readFileSync } from 'node:fs';
    import { Enclave } from '@enclave/native';
    const enclave = new Enclave({ isolation: 'process', tools: { wait: () => 1 } });
    enclave.start("await callTool('wait', {})").pending;
    const children = (pid) => readFileSync('/proc/' + pid + '/task/' + pid + '/children', 'utf8').trim().split(' ');
    const [zygote] = children(process.pid);
    console.log([zygote, ...children(zygote)].join(' '));
    setInterval(() => {}, 1000);
  `;
  const host = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await new Promise((resolve) => createInterface(host.stdout).once('line', (...lines) => resolve(lines)));
  const pids = line.split(' ').map(Number);
  assert.ok(pids.length >= 2);
  host.kill('SIGKILL');
  assert.ok(await within(5_000, () => !pids.some(alive)));
});

test('descriptors do not grow', async () => {
  const enclave = make();
  const descriptors = () => readdirSync('/proc/self/fd').length;
  for (let i = 0; i < 20; i += 1) await enclave.run('return 1');
  const before = descriptors();
  for (let i = 0; i < 200; i += 1) await enclave.run('return 1');
  await sleep(100);
  assert.ok(descriptors() <= before + 8);
  await enclave.close();
});
