// The corpus, as every language runs it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { Enclave, ToolError } from '@enclave/native';
import { answers, context, declarations, onApproval, parse, policy, tag, texts } from '../tests-shared/corpus.mjs';

function makeEnclave({ level, language, rules, error }, isolation) {
  const limits = error === 'TIMEOUT' ? { timeoutMs: 1_000 } : undefined;
  const answer = answers();
  const handler = (name) => async (args) => {
    try {
      return answer(name, args);
    } catch (error) {
      throw new ToolError(error.message, { code: error.code });
    }
  };
  const tools = Object.entries(declarations()).map(([name, facts]) => [name, { ...facts, handler: handler(name) }]);
  return new Enclave({
    tools: Object.fromEntries(tools),
    policy,
    onApproval,
    context,
    level,
    language,
    isolation,
    limits,
    rules: rules && JSON.parse(rules),
  });
}

const corpus = new URL('../core/tests/corpus/', import.meta.url);

const places = ['in_process', 'process'];
const runs = ['accept', 'fail'].flatMap((folder) => places.map((isolation) => [folder, isolation]));

for (const [folder, isolation] of runs) {
  const root = new URL(`${folder}/`, corpus);
  for (const file of readdirSync(root).sort()) {
    test(`${folder}/${file} (${isolation})`, async () => {
      const entry = parse(readFileSync(new URL(file, root), 'utf8'));
      const enclave = makeEnclave(entry, isolation);
      const result = await enclave.run(entry.code);
      await enclave.close();
      if (entry.value !== undefined) {
        assert.equal(result.error, undefined);
        assert.deepEqual(tag(result.value), JSON.parse(entry.value));
      } else {
        assert.equal(result.error?.code, entry.error);
        if (entry.name !== undefined) assert.equal(result.error.name, entry.name);
        if (entry.line !== undefined) assert.equal(result.error.line, Number(entry.line));
      }
      if (entry.calls !== undefined) {
        assert.deepEqual(result.calls.map((call) => [call.name, tag(call.args)]), JSON.parse(entry.calls));
      }
      if (entry.console !== undefined) assert.deepEqual(result.console.map(({ text }) => text), JSON.parse(entry.console));
    });
  }
}

for (const [folder, isolation] of ['fail', 'reject'].flatMap((folder) => places.map((place) => [folder, place]))) {
  test(`errors of ${folder}/ read the same in every language (${isolation})`, async () => {
    const wanted = texts(corpus, folder);
    for (const file of readdirSync(new URL(`${folder}/`, corpus)).sort()) {
      const entry = parse(readFileSync(new URL(`${folder}/${file}`, corpus), 'utf8'));
      // Where the stack is full differs from build to build.
      if (entry.error === 'STACK_OVERFLOW') continue;
      const enclave = makeEnclave(entry, isolation);
      const { error } = await enclave.run(entry.code);
      await enclave.close();
      assert.equal(String(error), wanted.get(`${folder}/${file}`));
    }
  });
}
