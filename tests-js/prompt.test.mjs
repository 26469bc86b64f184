// What a model is told of the tools, and how it finds them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Enclave, tool } from '@enclave/native';

const enclave = new Enclave({
  tools: {
    'users:list': tool({
      description: 'List the users that have a role.',
      inputSchema: {
        type: 'object',
        properties: { role: { type: 'string', description: 'Whose role.' }, limit: { type: 'integer', default: 10 } },
        required: ['role'],
      },
      outputSchema: { type: 'array', items: { type: 'object', additionalProperties: { type: 'number' } } },
      handler: () => [],
    }),
    'mail:send': tool({ description: 'Send a mail.', handler: () => null }),
  },
});

test('the prompt has types, descriptions and an example', () => {
  const text = enclave.toolPrompt();
  assert.ok(text.includes('list(args: { role: string /* Whose role. */; limit?: number /* a whole number; default 10 */ })'));
  assert.ok(text.includes('Promise<Record<string, number>[]>'));
  assert.ok(text.includes('await tools.users.list({ role: "text" })'));
});

test('the prompt is compact, filtered and held to a budget', () => {
  const compact = enclave.toolPrompt({ style: 'compact', tools: ['mail:*'] });
  assert.ok(compact.includes('- tools.mail.send(object): unknown - Send a mail.') && !compact.includes('users'));
  assert.ok(enclave.toolPrompt({ budgetChars: 1_200 }).length <= 1_200);
  assert.equal(enclave.toolPrompt({ budgetChars: 0 }), '');
  for (const [options, message] of [
    [{ style: 'xml' }, 'unknown variant `xml`, expected `typescript` or `compact`'],
    [{ budget: 5 }, 'unknown option `budget` of `toolPrompt`; the options are `style`, `tools` and `budgetChars`'],
  ]) {
    assert.throws(() => enclave.toolPrompt(options), { code: 'INVALID_CONFIG', message });
  }
});

test('tools are found and described', async () => {
  const [found] = enclave.searchTools('list all users', { limit: 1 });
  assert.deepEqual([found.name, found.description], ['users:list', 'List the users that have a role.']);
  assert.ok(found.signature.startsWith('tools.users.list(args: { role: string'));
  assert.ok(enclave.describeTool('users:list').includes('Whose role.'));
  assert.equal(enclave.describeTool('users:lst'), undefined);
  const result = await enclave.run("const [found] = await search_tools('send mail'); return [found.name, await describe_tool(found.name)]");
  assert.deepEqual(result.unwrap(), ['mail:send', enclave.describeTool('mail:send')]);
});
