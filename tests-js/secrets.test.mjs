// Values that only handlers have: neither scripts nor what is kept of a run shows them.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspect } from 'node:util';

import { Enclave, Reference, ToolError, tool } from '@enclave/native';

const folder = mkdtempSync(join(tmpdir(), 'enclave-secrets-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const KEY = 'sk_live_0123456789';
const secrets = { STRIPE_KEY: KEY, OTHER: 'other-password' };

test('a handler has the secrets that its tool names, and no others', async () => {
  let context;
  const enclave = new Enclave({
    secrets,
    tools: {
      pay: tool({ secrets: ['STRIPE_KEY'], handler: (_, given) => ((context = given), given.secrets.STRIPE_KEY === KEY) }),
      none: (_, given) => [given.secrets.STRIPE_KEY === undefined, Object.getOwnPropertyNames(given.secrets).length],
    },
    toolHandler: (name, _, given) => given.secrets.STRIPE_KEY === undefined,
  });
  const result = await enclave.run('return [await tools.pay({}), await tools.none({}), await callTool("any", {})];');
  assert.deepEqual(result.unwrap(), [true, [true, 0], true]);
  const { secrets: own } = context;
  assert.deepEqual([own.STRIPE_KEY, own.OTHER, Object.isFrozen(own)], [KEY, undefined, true]);
  assert.throws(() => { own.STRIPE_KEY = 'mine'; }, TypeError);
  assert.equal(inspect(own), 'Secrets { STRIPE_KEY }');
  const shown = [
    inspect(context, { depth: 9, showHidden: true }),
    inspect(own, { showHidden: true, customInspect: false }),
    inspect(enclave, { depth: 9, showHidden: true }),
    JSON.stringify([own, context, { ...own }, structuredClone({ ...own })]),
    `${Object.keys(own)}${Object.entries(own)}`,
  ].join('\n');
  assert.ok(!shown.includes(KEY), shown);
});

for (const isolation of ['in_process', 'process']) {
  test(`a secret is taken out of whatever a tool gives (${isolation})`, async () => {
    const gives = (handler) => tool({ secrets: ['STRIPE_KEY'], handler });
    const path = join(folder, `${isolation}.json`);
    const enclave = new Enclave({
      isolation,
      secrets,
      tools: {
        echo: gives((_, { secrets: { STRIPE_KEY } }) => ({ headers: [`Bearer ${STRIPE_KEY}`], [STRIPE_KEY]: 1 })),
        fail: gives((_, { secrets: { STRIPE_KEY } }) => {
          throw new ToolError(`401 for ${STRIPE_KEY}`, { code: STRIPE_KEY, data: { key: STRIPE_KEY } });
        }),
        document: gives((_, { secrets: { STRIPE_KEY } }) => new Reference(['other-password', STRIPE_KEY])),
      },
    });
    const script = `const doc = await tools.document({});
      const results = [await tools.echo({}), doc.preview, doc];
      try { await tools.fail({}); } catch (error) { results.push([error.code, error.message, error.data]); }
      console.log(results); return results;`;
    const result = await enclave.record(path).run(script);
    assert.deepEqual(result.unwrap(), [
      { headers: ['Bearer [secret STRIPE_KEY]'], '[secret STRIPE_KEY]': 1 },
      '["[secret OTHER]", "[secret STRIPE_KEY]"]',
      ['[secret OTHER]', '[secret STRIPE_KEY]'],
      ['[secret STRIPE_KEY]', '401 for [secret STRIPE_KEY]', { key: '[secret STRIPE_KEY]' }],
    ]);
    const { calls, ...rest } = result;
    const kept = JSON.stringify([rest, result.calls.map(({ exception, ...call }) => call)]);
    const cassette = readFileSync(path, 'utf8');
    assert.ok(!kept.includes(KEY) && !cassette.includes(KEY) && !cassette.includes('other-password'), `${kept}\n${cassette}`);
    const replayed = await enclave.replay(path).run(script);
    assert.deepEqual(replayed.unwrap(), result.unwrap());
  });
}

test('a secret is in no dump', async () => {
  const enclave = new Enclave({ secrets, tools: { pay: tool({ secrets: ['STRIPE_KEY'], handler: () => 1 }) } });
  const session = enclave.start('await tools.pay({ n: 1 }); return await tools.pay({ n: 2 });');
  await session.resolve(1, { key: KEY });
  const dump = session.dump();
  assert.ok(!dump.includes(KEY));
  assert.equal((await enclave.load(dump).run({ uncertain: 'retry' })).unwrap(), 1);
});
