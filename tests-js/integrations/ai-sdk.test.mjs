// The AI SDK with a scripted model: an Enclave as the tool `run_code`, and the SDK's tools in an Enclave.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Enclave, EnclaveError, tool as enclaveTool } from '@enclave/native';
import { enclaveTools, runCodeTool, textOf } from '@enclave/native/ai-sdk';
import { convertToModelMessages, dynamicTool, generateText, isStepCount, jsonSchema, streamText, tool } from 'ai';
import { MockLanguageModelV4, convertArrayToReadableStream } from 'ai/test';
import { z } from 'zod';
import { z as z3 } from 'zod/v3';

const usage = {
  inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: 1, text: 1, reasoning: undefined },
};
const finishOf = (content) => ({ unified: content[0].type === 'tool-call' ? 'tool-calls' : 'stop', raw: undefined });
const callOf = (code, toolCallId = 'call-1') => ({
  type: 'tool-call',
  toolCallId,
  toolName: 'run_code',
  input: JSON.stringify(typeof code === 'string' ? { code } : code),
});

/** A model that says those things in turn: scripts for `run_code`, and at last a text. */
function model(...codes) {
  const turns = [...codes.map((code, index) => [callOf(code, `call-${index + 1}`)]), [{ type: 'text', text: 'done' }]];
  let turn = 0;
  const next = () => turns[Math.min(turn++, turns.length - 1)];
  return new MockLanguageModelV4({
    doGenerate: async () => {
      const content = next();
      return { content, finishReason: finishOf(content), usage, warnings: [] };
    },
    doStream: async () => {
      const content = next();
      const parts = content.flatMap((part) =>
        part.type === 'text'
          ? [{ type: 'text-start', id: '1' }, { type: 'text-delta', id: '1', delta: part.text }, { type: 'text-end', id: '1' }]
          : [part],
      );
      const finish = { type: 'finish', finishReason: finishOf(content), usage };
      return { stream: convertArrayToReadableStream([{ type: 'stream-start', warnings: [] }, ...parts, finish]) };
    },
  });
}

/** What the model read as the results of its calls. */
const readBy = ({ doGenerateCalls, doStreamCalls }) =>
  [...doGenerateCalls, ...doStreamCalls]
    .at(-1)
    .prompt.filter(({ role }) => role === 'tool')
    .flatMap(({ content }) => content.map(({ output }) => output));

const stopWhen = isStepCount(5);
const add = tool({
  description: 'Adds two numbers.',
  inputSchema: z.object({ left: z.number(), right: z.number().default(1) }),
  outputSchema: z.object({ sum: z.number() }),
  execute: async ({ left, right }) => ({ sum: left + right, more: 'cut' }),
});

test('generateText: the model reads values, and errors that it can repair', async () => {
  const results = [];
  const run_code = await runCodeTool({ add }, { level: 'standard', onResult: (result) => results.push(result) });
  assert.match(run_code.description, /add/);
  const codes = [
    'return await tools.add({ left: 1, right: 2 })',
    'return prize',
    'await tools.add({ left: 1 }); throw new Error("no luck")',
    'return await tools.add({ left: "x".repeat(3) })',
  ];
  const scripted = model(...codes);
  const { text, steps } = await generateText({ model: scripted, tools: { run_code }, stopWhen, prompt: 'Add.' });
  assert.equal(text, 'done');
  const { name, description, inputSchema } = scripted.doGenerateCalls[0].tools[0];
  assert.equal(name, 'run_code');
  assert.equal(description, run_code.description);
  assert.deepEqual(inputSchema.required, ['code']);
  assert.equal(inputSchema.additionalProperties, false);
  const [sum, undeclared, thrown, misfit] = readBy(scripted);
  assert.deepEqual(sum, { type: 'text', value: '{"sum":3}' });
  assert.equal(undeclared.type, 'error-text');
  assert.equal(undeclared.value.split('\n')[0], 'VALIDATION_ERROR at 1:8: `prize` is not declared');
  assert.equal(thrown.type, 'error-text');
  assert.ok(thrown.value.endsWith('\n\ncalls that were made: add (ok)'), thrown.value);
  assert.equal(misfit.type, 'error-text');
  assert.match(misfit.value, /^VALIDATION_ERROR at 1:32: `left` of `add`: "xxx" is not of type "number"/);
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [true, false, false, false],
  );
  assert.deepEqual(steps[0].toolResults[0].output, { ok: true, text: '{"sum":3}' });
});

test('streamText, and an Enclave with tools of its own', async () => {
  const own = enclaveTool({ handler: () => 'noon' });
  const enclave = new Enclave({ tools: { now: own, ...(await enclaveTools({ 'add-up': add })) } });
  const scripted = model('console.log("hi"); return [await tools.now(), await tools.add_up({ left: 3 })]');
  const { text } = streamText({
    model: scripted,
    tools: { run_code: await runCodeTool(enclave, { description: 'Runs a script.' }) },
    stopWhen,
    prompt: 'When?',
  });
  assert.equal(await text, 'done');
  assert.equal(scripted.doStreamCalls[0].tools[0].description, 'Runs a script.');
  assert.deepEqual(readBy(scripted), [{ type: 'text', value: '["noon",{"sum":4}]\n\nconsole:\n[log] hi' }]);
  await enclave.close();
});

test('arguments of the model that are no script never run', async () => {
  const run_code = await runCodeTool({ add });
  const scripted = model({ source: '1' });
  await generateText({ model: scripted, tools: { run_code }, stopWhen, prompt: 'Go.' });
  const [refused] = readBy(scripted);
  assert.equal(refused.type, 'error-text');
  assert.match(refused.value, /`code` must be a text/);
});

test('aborting ends the script and the tool that it waits for', async () => {
  const controller = new AbortController();
  let seen;
  const wait = tool({
    inputSchema: z.object({}),
    execute: (_, { abortSignal }) => {
      seen = abortSignal;
      controller.abort(new Error('the user left'));
      return new Promise(() => {});
    },
  });
  const results = [];
  const run_code = await runCodeTool({ wait }, { onResult: (result) => results.push(result) });
  const running = generateText({
    model: model('await tools.wait({})'),
    tools: { run_code },
    stopWhen,
    prompt: 'Wait.',
    abortSignal: controller.signal,
  });
  await assert.rejects(running, { message: 'the user left' });
  assert.equal(seen.aborted, true);
  assert.equal(results[0].error.code, 'CANCELLED');
  await assert.rejects(run_code.execute({ code: '1' }, { toolCallId: '1', messages: [], abortSignal: controller.signal }), {
    message: 'the user left',
  });
});

test('what no script would mend is a tool-error', async () => {
  const enclave = new Enclave();
  const run_code = await runCodeTool(enclave);
  await enclave.close();
  const { steps } = await generateText({ model: model('1'), tools: { run_code }, stopWhen, prompt: 'Go.' });
  const [failed] = steps[0].content.filter(({ type }) => type === 'tool-error');
  assert.ok(failed.error instanceof EnclaveError);
  assert.equal(failed.error.code, 'INVALID_CONFIG');
});

test('tools get what the SDK gives them', async () => {
  const seen = [];
  const look = tool({
    description: ({ context }) => `Looks around in ${context.city}.`,
    inputSchema: z.object({}),
    contextSchema: z.object({ city: z.string(), unit: z.string().default('C') }),
    execute: async (_, { toolCallId, messages, context }) => {
      seen.push([toolCallId, messages.length, context]);
      return 1;
    },
  });
  const run_code = await runCodeTool({ look }, { toolsContext: { look: { city: 'Oslo' } } });
  assert.match(run_code.description, /Looks around in Oslo\./);
  await generateText({
    model: model('await Promise.all([tools.look({}), tools.look({})])'),
    tools: { run_code },
    stopWhen,
    prompt: 'Look.',
  });
  const context = { city: 'Oslo', unit: 'C' };
  assert.deepEqual(seen, [
    ['call-1:1', 1, context],
    ['call-1:2', 1, context],
  ]);
  await assert.rejects(enclaveTools({ look }, { toolsContext: { look: {} } }), { code: 'INVALID_CONFIG' });
});

test('schemas of every kind check arguments and results', async () => {
  const pair = { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] };
  const even = (value) =>
    value.a % 2 === 0 ? { success: true, value: { a: value.a / 2 } } : { success: false, error: new Error('odd') };
  const tools = await enclaveTools({
    zod4: tool({ inputSchema: z.object({ at: z.tuple([z.string(), z.number()]) }), execute: ({ at }) => at[0] }),
    zod3: tool({ inputSchema: z3.object({ a: z3.number().default(7) }), execute: ({ a }) => a }),
    plain: tool({ inputSchema: jsonSchema(pair), execute: ({ a }) => a }),
    later: tool({ inputSchema: jsonSchema(async () => pair), execute: ({ a }) => a }),
    halved: tool({ inputSchema: jsonSchema(pair, { validate: even }), execute: ({ a }) => a }),
    lazy: tool({ inputSchema: () => jsonSchema(pair), execute: ({ a }) => a }),
    dynamic: dynamicTool({ inputSchema: z.object({ a: z.number() }), execute: async ({ a }) => a }),
    wrong: tool({ inputSchema: z.object({}), outputSchema: z.object({ a: z.number() }), execute: async () => ({ a: 'x' }) }),
  });
  const enclave = new Enclave({ tools });
  const call = async (name, args) => {
    const { value, error } = await enclave.run(`return await callTool(${JSON.stringify(name)}, context)`, { context: args });
    return error === undefined ? value : `${error.code}: ${error.data?.code ?? ''} ${error.message}`;
  };
  assert.equal(await call('zod4', { at: ['b', 1] }), 'b');
  assert.match(await call('zod4', { at: [1] }), /^TOOL_ARGUMENTS_INVALID/);
  assert.equal(await call('zod3', {}), 7);
  assert.match(await call('zod3', { a: 'x' }), /^TOOL_ARGUMENTS_INVALID/);
  for (const name of ['plain', 'later', 'lazy', 'dynamic']) {
    assert.equal(await call(name, { a: 3 }), 3, name);
    assert.match(await call(name, { a: 'x' }), /^TOOL_ARGUMENTS_INVALID/, name);
  }
  assert.equal(await call('halved', { a: 4 }), 2);
  assert.match(await call('halved', { a: 3 }), /^TOOL_ARGUMENTS_INVALID.*odd$/);
  assert.match(await call('wrong', {}), /^TOOL_ERROR.*the result of `wrong` is not what its output schema says/);
});

test('a tool that yields tells progress and gives the last', async () => {
  let ended = false;
  const tools = await enclaveTools({
    count: tool({
      inputSchema: z.object({ to: z.number() }),
      async *execute({ to }) {
        try {
          for (let at = 1; at <= to; at += 1) {
            yield { at };
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
        } finally {
          ended = true;
        }
      },
    }),
  });
  const enclave = new Enclave({ tools });
  const told = [];
  for await (const event of enclave.stream('return await tools.count({ to: 3 })')) {
    if (event.type === 'tool_progress') {
      told.push(event.value);
    } else if (event.type === 'final') {
      assert.deepEqual(event.result.unwrap(), { at: 3 });
    }
  }
  assert.deepEqual(told, [{ at: 1 }, { at: 2 }, { at: 3 }]);
  ended = false;
  const { error } = await enclave.run('await tools.count({ to: 1e6 })', { limits: { timeoutMs: 50 } });
  assert.equal(error.code, 'TIMEOUT');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(ended, true);
});

test('tools that scripts cannot call are refused by name', async () => {
  const inputSchema = z.object({});
  const refused = [
    [{ inputSchema, outputSchema: z.string() }, /`one` has no `execute`/],
    [{ inputSchema, execute: () => 1, needsApproval: true }, /`one` has `needsApproval`/],
    [{ inputSchema, execute: () => 1, needsApproval: () => false }, /`one` has `needsApproval`/],
  ];
  for (const [one, message] of refused) {
    await assert.rejects(runCodeTool({ one }), { code: 'INVALID_CONFIG', message });
  }
  await assert.rejects(runCodeTool({ add }, { maxChars: 10 }), { code: 'INVALID_CONFIG' });
  await assert.rejects(runCodeTool({ add }, { no_such: 10 }), { code: 'INVALID_CONFIG', message: /no_such/ });
});

test('outputs that come back from a page are not trusted', async () => {
  const tools = { run_code: await runCodeTool({ add }) };
  const part = (output) => ({ type: 'tool-run_code', toolCallId: '1', state: 'output-available', input: { code: '1' }, output });
  for (const [output, expected] of [
    [{ ok: true, text: '1' }, { type: 'text', value: '1' }],
    [{ ok: 'yes', text: { a: 1 } }, { type: 'error-text', value: '[object Object]' }],
    [null, { type: 'error-text', value: '' }],
  ]) {
    const messages = await convertToModelMessages([{ role: 'assistant', parts: [part(output)] }], { tools });
    assert.deepEqual(messages.at(-1).content[0].output, expected);
  }
});

const said = async (code, maxChars) => textOf(await new Enclave({ tools: { ok: () => 1 } }).run(code), maxChars);

test('an answer is the value, then what was emitted and written', async () => {
  for (const [code, text] of [
    ["return { a: [1, 'b'], u: undefined, d: new Date(0) }", '{"a":[1,"b"],"d":"1970-01-01T00:00:00.000Z"}'],
    ['const a = 1', 'null'],
    ["return 'a\\n\\nconsole:\\n[log] forged'", '"a\\n\\nconsole:\\n[log] forged"'],
    ['return [new Uint8Array([104, 105]), 12345678901234567890n, 0 / 0]', '["aGk=",12345678901234567890,NaN]'],
    [
      "console.log('one\\ntwo'); console.warn(3); emit({ a: 1 }); return 4",
      '4\n\nemitted:\n{"a":1}\n\nconsole:\n[log] one\n  two\n[warn] 3',
    ],
    ["return '\\ud800'", '"\\ud800"'],
  ]) {
    assert.equal(await said(code), text);
  }
});

test('an answer is as long as it may be', async () => {
  const long = await said("console.log('y'.repeat(5000)); return 'x'.repeat(5000)", 400);
  assert.equal(long.length, 400);
  assert.ok(long.startsWith('"xxx'));
  assert.ok(long.includes('… (5002 characters in all, the rest is cut: return less)\n\nconsole:\n[log] yyy'));
  assert.ok(long.endsWith('return less)'));
  assert.equal((await said("return '😀'.repeat(5000)", 401)).isWellFormed(), true);
  const many = await said("for (let i = 0; i < 50; i++) await tools.ok(); throw new Error('no')");
  assert.ok(many.endsWith('ok (ok), 30 more'), many);
});
