// Runs the accepted scripts of the corpus in plain Node: what they expect is what JavaScript gives.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import ts from 'typescript';
import { answers, context, parse, tag } from './corpus.mjs';

process.env.TZ = 'UTC';
const root = process.env.ENCLAVE_CORPUS_DIR ?? fileURLToPath(new URL('../core/tests/corpus', import.meta.url));

async function run(code) {
  const answer = answers();
  const callTool = async (name, args = {}) => structuredClone(await answer(name, structuredClone(args)));
  const tools = {};
  for (const name of answer.names) {
    const path = name.split(':');
    const leaf = path.pop();
    const space = path.reduce((parent, part) => (parent[part] ??= {}), tools);
    space[leaf] = (args) => callTool(name, args);
  }
  const parallel = (thunks) => Promise.all(thunks.map((thunk) => thunk()));
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 1)));
  const names = ['callTool', 'tools', 'parallel', 'sleep', 'context'];
  const AsyncFunction = (async () => {}).constructor;
  const body = new AsyncFunction(...names, `'use strict';\n${code}`);
  return body(callTool, tools, parallel, sleep, Object.freeze(context));
}

const say = console.log;
for (const level of ['log', 'info', 'warn', 'error', 'debug']) console[level] = () => {};
let checked = 0;
let differ = 0;
for (const file of readdirSync(`${root}/accept`).sort()) {
  const entry = parse(readFileSync(`${root}/accept/${file}`, 'utf8'));
  if (entry.plain === 'no') continue;
  let { code } = entry;
  if (file.endsWith('.ts')) code = ts.transpile(code, { target: 'ES2022' });
  checked += 1;
  let found;
  try {
    found = tag(await run(code));
  } catch (error) {
    found = `${error}`;
  }
  if (isDeepStrictEqual(found, JSON.parse(entry.value))) continue;
  differ += 1;
  say(`accept/${file}: Node gives ${JSON.stringify(found)}`);
}
say(`${checked} scripts, ${differ} differ`);
process.exitCode = differ === 0 ? 0 : 1;
