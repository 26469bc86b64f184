import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

import { Enclave } from '@enclave/native';

/** What a script sees of a value, and what comes back of it. */
async function roundTrip(value, seen = 'typeof value') {
  const enclave = new Enclave({ tools: { give: () => value } });
  const result = await enclave.run(`const value = await callTool("give", {}); return { value, seen: ${seen} };`);
  return result.unwrap();
}

/** The failure of a value that cannot enter. */
async function refusal(value) {
  const enclave = new Enclave({ tools: { give: () => value } });
  const script = 'try { await callTool("give", {}); } catch (e) { return `${e.code}: ${e.message}`; }';
  return (await enclave.run(script)).unwrap();
}

const cannot = (what) => `SERIALIZATION_ERROR: result of \`give\`: ${what} cannot enter the script`;

test('what JSON has crosses as itself', async () => {
  const value = { text: 'aé€😀\u2028"\\\n\0', numbers: [0, -1, 1.5, 1e300, 5e-324, 2 ** 53], flag: true, none: null, empty: [{}, []] };
  assert.deepEqual((await roundTrip(value)).value, value);
});

test('numbers that JSON lacks cross as themselves', async () => {
  const { value, seen } = await roundTrip([NaN, Infinity, -Infinity, -0], '[Object.is(value[3], -0), value[0] !== value[0]]');
  assert.deepEqual(value, [NaN, Infinity, -Infinity, -0]);
  assert.deepEqual(seen, [true, true]);
});

test('dates, integers and bytes cross as themselves', async () => {
  const value = { date: new Date(1.7e12), big: -(2n ** 70n), small: 7n, bytes: new Uint8Array([0, 127, 255]) };
  const { value: back, seen } = await roundTrip(
    value,
    '[value.date instanceof Date, value.date.getTime(), typeof value.big, value.bytes instanceof Uint8Array]',
  );
  assert.deepEqual(back, value);
  assert.deepEqual(seen, [true, 1.7e12, 'bigint', true]);
  assert.ok(back.bytes instanceof Uint8Array);
});

test('an invalid date stays one', async () => {
  const { value, seen } = await roundTrip(new Date(NaN), '[value instanceof Date, value.getTime()]');
  assert.ok(value instanceof Date);
  assert.deepEqual([value.getTime(), ...seen], [NaN, true, NaN]);
});

test('every kind of buffer is bytes, other typed arrays are numbers', async () => {
  const { buffer } = new Uint8Array([1, 2, 3, 4]);
  const value = {
    buffer: Buffer.from('hi'),
    whole: buffer,
    part: new Uint8Array(buffer, 1, 2),
    view: new DataView(buffer, 2),
    shared: new SharedArrayBuffer(1),
    floats: new Float64Array([0.5, -0]),
    bigs: new BigInt64Array([-1n]),
  };
  const { value: back } = await roundTrip(value);
  assert.deepEqual(back, {
    buffer: new Uint8Array([104, 105]),
    whole: new Uint8Array([1, 2, 3, 4]),
    part: new Uint8Array([2, 3]),
    view: new Uint8Array([3, 4]),
    shared: new Uint8Array([0]),
    floats: [0.5, -0],
    bigs: [-1n],
  });
});

test('bytes of every length cross', async () => {
  for (let length = 0; length < 8; length += 1) {
    const value = Uint8Array.from({ length }, (_, index) => 250 + index);
    assert.deepEqual((await roundTrip(value)).value, value);
  }
});

test('maps are objects, sets are arrays, boxes are what they hold', async () => {
  const value = { map: new Map([['a', new Set([1, 'two'])], [3, 4], ['3', 5], [null, 6]]), box: [new Number(1), new String('x')] };
  assert.deepEqual((await roundTrip(value)).value, { map: { a: [1, 'two'], 3: 5, null: 6 }, box: [1, 'x'] });
});

test('instances cross by their own enumerable data', async () => {
  class Base {
    inherited = 1;
    #hidden = 2;
    get computed() {
      return this.#hidden;
    }
    method() {}
  }
  class User extends Base {
    name = 'ana';
  }
  const value = Object.assign(new User(), { [Symbol('s')]: 1 });
  Object.defineProperty(value, 'invisible', { value: 1, enumerable: false });
  assert.deepEqual((await roundTrip(value)).value, { inherited: 1, name: 'ana' });
  assert.deepEqual((await roundTrip(Object.assign(Object.create(null), { a: 1 }))).value, { a: 1 });
});

test('an error is its name, its message and what was added', async () => {
  const value = Object.assign(new RangeError('too far'), { code: 'FAR' });
  assert.deepEqual((await roundTrip(value)).value, { name: 'RangeError', message: 'too far', code: 'FAR' });
});

test('undefined is absent in an object and stays in an array', async () => {
  const { value, seen } = await roundTrip({ a: undefined, b: [1, undefined, , 2] }, '["a" in value, value.b.length]');
  assert.deepEqual(value, { b: [1, undefined, undefined, 2] });
  assert.deepEqual(seen, [false, 4]);
  assert.deepEqual(await roundTrip(undefined), { seen: 'undefined' });
});

test('the same object twice is data twice', async () => {
  const shared = { n: 1 };
  const { value, seen } = await roundTrip([shared, { shared }, shared], 'value[0] === value[2]');
  assert.deepEqual(value, [{ n: 1 }, { shared: { n: 1 } }, { n: 1 }]);
  assert.equal(seen, false);
});

test('lone surrogates stay in texts', async () => {
  const { value, seen } = await roundTrip(['\ud800', 'a\udfffb', '\ud83d\ude00'], 'value.map((text) => text.length)');
  assert.deepEqual(value, ['\ud800', 'a\udfffb', '😀']);
  assert.deepEqual(seen, [1, 3, 2]);
});

test('arrays that look like an escape are arrays', async () => {
  const value = [['\0'], ['\0', 'n', '5'], ['\0', 'a', ['\0', 'd', 1n]]];
  assert.deepEqual((await roundTrip(value)).value, value);
});

test('keys of prototypes are dropped and counted, in both directions', async () => {
  const value = JSON.parse('{"__proto__":{"a":1},"constructor":2,"prototype":3,"kept":4}');
  const enclave = new Enclave({ tools: { give: () => value } });
  const given = await enclave.run('const v = await callTool("give", {}); return Object.keys(v);');
  assert.deepEqual(given.unwrap(), ['kept']);
  assert.equal(given.stats.droppedKeys, 3);
  const back = await enclave.run('return JSON.parse("{\\"__proto__\\":1,\\"kept\\":2}");');
  assert.deepEqual(back.unwrap(), { kept: 2 });
  assert.equal(back.stats.droppedKeys, 1);
});

test('what is no data is refused with its path', async () => {
  assert.equal(await refusal(() => 1), cannot('a function at `$`'));
  assert.equal(await refusal({ a: { 'the key': [Symbol('s')] } }), cannot('a symbol at `$.a["the key"][0]`'));
  assert.equal(await refusal(new Map([['k', /x/]])), cannot('a regular expression at `$.k`'));
  assert.equal(await refusal(new Set([1, () => 1])), cannot('a function at `$[1]`'));
  assert.equal(await refusal([Promise.resolve(1)]), cannot('a promise (write `await` in front of it) at `$[0]`'));
  assert.equal(await refusal(new Map([[{}, 1]])), cannot('a `Map` with a key that is not text at `$`'));
});

test('accessors are refused, not called', async () => {
  let called = false;
  const getter = {
    get: () => {
      called = true;
      return 1;
    },
    enumerable: true,
  };
  assert.equal(await refusal({ a: [Object.defineProperty({}, 'x', getter)] }), cannot('an accessor at `$.a[0].x`'));
  assert.equal(await refusal(Object.defineProperty([0], 0, getter)), cannot('an accessor at `$[0]`'));
  assert.equal(await refusal(Object.defineProperty({}, 'x', { set: getter.get, enumerable: true })), cannot('an accessor at `$.x`'));
  assert.equal(await refusal(Object.defineProperty([0], 0, { set: getter.get })), cannot('an accessor at `$[0]`'));
  assert.equal(called, false);
});

test('cycles are refused with their path', async () => {
  const value = { a: { b: {} } };
  value.a.b.c = value.a;
  assert.equal(await refusal(value), cannot('a cycle at `$.a.b.c`'));
  const set = new Set();
  set.add(set);
  assert.equal(await refusal([set]), cannot('a cycle at `$[0][0]`'));
});

test('toJSON of the host is not called', async () => {
  assert.equal(await refusal({ toJSON: () => 1 }), cannot('a function at `$.toJSON`'));
});

test('objects of another realm are what they are there', async () => {
  const value = runInContext('({ map: new Map([["a", [1, new Date(5)]]]), plain: { x: new Set([1]) } })', createContext());
  assert.deepEqual((await roundTrip(value)).value, { map: { a: [1, new Date(5)] }, plain: { x: [1] } });
});

test('large values cross', async () => {
  const value = Array.from({ length: 50_000 }, (_, id) => ({ id, name: `user ${id} é`, tags: ['a', 'b'], ratio: id / 7 }));
  assert.deepEqual((await roundTrip(value)).value, value);
});

test('a script’s arguments reach the handler as data', async () => {
  let seen;
  const enclave = new Enclave({ tools: { take: (args) => void (seen = args) } });
  await enclave.run('await callTool("take", { date: new Date(5), big: 5n, bytes: new Uint8Array([1]), map: new Map([["a", 1]]) });');
  assert.deepEqual(seen, { date: new Date(5), big: 5n, bytes: new Uint8Array([1]), map: { a: 1 } });
});
