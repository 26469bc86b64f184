// What a session costs from Node: fresh ones, tool calls, four clients; in worker processes beside in this process.
// `make bench` runs it with the built package. Medians; the two sides of a row are measured in turns.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { Enclave } from '@enclave/native';

const SUM = 'return 1 + 1';
const TEN_CALLS =
  "let sum = 0; for (let i = 0; i < 10; i++) { sum += await callTool('add', { a: i, b: 1 }); } return sum;";
const ROUNDS = 300;
const TURN = 25;

const add = ({ a, b }) => a + b;
const addAsync = async ({ a, b }) => a + b;
const enclave = (isolation, tool = add, options = {}) => new Enclave({ isolation, tools: { add: tool }, ...options });

/** Milliseconds. Before each session is time in which a worker is forked. */
async function timed(run) {
  await sleep(1);
  const begun = performance.now();
  await run();
  return performance.now() - begun;
}

const quantile = (times, part) => times.toSorted((a, b) => a - b)[Math.floor(times.length * part)];
const median = (times) => quantile(times, 0.5);

/** How much longer the session before took in a worker, which made no call. */
let more = 0;

async function beside(name, rounds, isolated, here, calls = 0) {
  const [left, right] = [[], []];
  // In turns of some rounds each: a worker that is forked for the next session is no part of the other side's figure.
  for (let round = 0; round < rounds; round += TURN) {
    for (const [side, run] of [[left, isolated], [right, here]]) {
      await run();
      for (let i = 0; i < TURN; i += 1) side.push(await timed(run));
    }
  }
  const difference = median(left) - median(right);
  const row = `${name.padEnd(44)} ${median(left).toFixed(3).padStart(8)} ms (p90 ${quantile(left, 0.9).toFixed(3)})`;
  const call = calls === 0 ? '' : `   ${(((difference - more) / calls) * 1e3).toFixed(1).padStart(6)} µs more a call`;
  console.log(`${row} ${median(right).toFixed(3).padStart(8)} ms${call}`);
  if (calls === 0) more = difference;
}

const children = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').map(Number).filter(Boolean);

/** A session for which no worker waits: those that did are killed. */
async function cold(isolation) {
  const fresh = enclave(isolation, add, { pool: { minWorkers: 0 } });
  await fresh.run(SUM);
  await sleep(5);
  for (const worker of children(process.pid).flatMap(children)) process.kill(worker, 'SIGKILL');
  await sleep(1);
  const begun = performance.now();
  await fresh.run(SUM);
  const took = performance.now() - begun;
  fresh.close();
  return took;
}

async function fourClients(seconds) {
  const shared = enclave('process');
  const end = performance.now() + seconds * 1e3;
  const client = async () => {
    let runs = 0;
    for (; performance.now() < end; runs += 1) await shared.run(SUM);
    return runs;
  };
  const runs = await Promise.all(Array.from({ length: 4 }, client));
  shared.close();
  return runs.reduce((sum, each) => sum + each, 0) / seconds;
}

console.log(`${'Node'.padEnd(44)} ${'in a worker'.padStart(24)} ${'in process'.padStart(11)}`);
for (const [kind, tool] of [['a function', add], ['an async function', addAsync]]) {
  const [isolated, here] = [enclave('process', tool), enclave('in_process', tool)];
  await beside('run, return 1 + 1', ROUNDS, () => isolated.run(SUM), () => here.run(SUM));
  for (let i = 0; i < 3; i += 1) {
    await beside(`run, ten calls of ${kind}`, 100, () => isolated.run(TEN_CALLS), () => here.run(TEN_CALLS), 10);
  }
  isolated.close();
  here.close();
}
const colds = [];
for (let i = 0; i < 60; i += 1) colds.push([await cold('process'), await cold('in_process')]);
const [ours, theirs] = [0, 1].map((side) => median(colds.map((pair) => pair[side])).toFixed(3));
console.log(`${'run, return 1 + 1, no worker ahead'.padEnd(44)} ${ours.padStart(8)} ms ${theirs.padStart(23)} ms`);
console.log(`${'four clients, return 1 + 1'.padEnd(44)} ${(await fourClients(3)).toFixed(0).padStart(8)} sessions a second`);
