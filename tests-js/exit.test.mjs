import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

/** Runs a program in a process of its own; gives its exit code, signal, output and time. */
function run(program) {
  const started = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { cwd: import.meta.dirname });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    const guard = setTimeout(() => child.kill('SIGKILL'), 20_000);
    child.on('close', (code, signal) => {
      clearTimeout(guard);
      resolve({ code, signal, output, took: performance.now() - started });
    });
  });
}

const PREAMBLE = `
import { Worker } from 'node:worker_threads';
import { Enclave } from '@enclave/native';
const busy = 'let a = 0; for (let i = 0; i < 1e15; i += 1) { a += i; }';
const limits = { timeoutMs: 10_000, cpuMs: 10_000, maxIterations: 1e12 };
const enclave = new Enclave({ limits, tools: { never: () => new Promise(() => {}) } });
`;

// A worker reads its program as the process does: as a module.
const WORKER = `
import { Enclave } from '@enclave/native';
import { parentPort } from 'node:worker_threads';
const enclave = new Enclave({ limits: { timeoutMs: 10000, cpuMs: 10000, maxIterations: 1e12 }, tools: { never: () => new Promise(() => {}) } });
`;

const inWorker = (program) => `new Worker(${JSON.stringify(WORKER + program)}, { eval: true })`;

async function endsCleanly(program, output, longest = 8_000) {
  const result = await run(PREAMBLE + program);
  assert.deepEqual({ code: result.code, signal: result.signal, output: result.output }, { code: 0, signal: null, output });
  assert.ok(result.took < longest, `${result.took} ms`);
}

test('a process that only imports ends', () => endsCleanly('', ''));

test('a process ends after its runs', () => endsCleanly('console.log((await enclave.run("return 1;")).value);', '1\n'));

test('a process waits for a run that nobody awaits', () =>
  endsCleanly('enclave.run("await sleep(50); return 1;").then((result) => console.log(result.value));', '1\n'));

test('a process waits for a run that computes', () =>
  endsCleanly('enclave.run(busy, { limits: { timeoutMs: 200 } }).then((result) => console.log(result.error.code));', 'TIMEOUT\n'));

test('a tool that never settles holds a process until the run’s time is over', () =>
  endsCleanly('enclave.run("await callTool(\\"never\\", {})", { limits: { timeoutMs: 200 } });', ''));

test('a session that nobody answers does not hold a process', () =>
  endsCleanly('const session = enclave.start("await callTool(\\"a\\", {})"); globalThis.kept = session;', ''));

test('a stream that is left does not hold a process', () =>
  endsCleanly('for await (const event of enclave.stream(busy)) { console.log(event.type); break; }', 'session_init\n'));

test('a process may exit while scripts compute', () =>
  endsCleanly('for (let i = 0; i < 4; i += 1) { enclave.run(busy); } setTimeout(() => process.exit(0), 50);', ''));

test('a worker ends after its runs', () =>
  endsCleanly(
    `const worker = ${inWorker('enclave.run("return 1;").then((result) => parentPort.postMessage(result.value));')};
     worker.on('message', (value) => console.log(value)); worker.on('exit', (code) => console.log('exit', code));`,
    '1\nexit 0\n',
  ));

test('a worker may be terminated while scripts compute and wait', () =>
  endsCleanly(
    `const busyWorker = ${inWorker("for (let i = 0; i < 4; i += 1) { enclave.run('for (let i = 0; i < 1e15; i += 1) {}'); } enclave.run('await callTool(\"never\", {})'); parentPort.postMessage(1);")};
     busyWorker.on('message', async () => {
       await new Promise((done) => setTimeout(done, 50));
       console.log('terminated', await busyWorker.terminate());
       console.log((await enclave.run('return 1 + 1;')).value);
       process.exit(0);
     });`,
    'terminated 1\n2\n',
  ));

test('forty processes in a row end cleanly with everything outstanding', async () => {
  const program = `
    for (let i = 0; i < 3; i += 1) {
      enclave.run(busy);
      enclave.run('await callTool("never", {})');
      enclave.start('await callTool("a", {})');
    }
    await enclave.run('return 1;');
    process.exit(0);`;
  for (let round = 0; round < 40; round += 1) {
    const { code, signal, output } = await run(PREAMBLE + program);
    assert.deepEqual({ code, signal, output }, { code: 0, signal: null, output: '' });
  }
});
