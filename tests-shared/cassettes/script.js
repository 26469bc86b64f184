const finished = [];
const note = async (promise) => finished.push(await promise);
await Promise.all([
  note(callTool('late', { answer: 'third' })),
  note(callTool('soon', { answer: 'first' })),
  note(callTool('middling', { answer: 'second' })),
]);
const winner = await Promise.race([callTool('late', { answer: 'late' }), callTool('soon', { answer: 'soon' })]);

let failure;
try {
  await callTool('fail', { message: 'gone' });
} catch (error) {
  failure = [error.code, error.message, error.data.since.getTime(), error.data.tries];
}

const counted = [await callTool('count', {}), await callTool('count', {})];

const values = await callTool('echo', {
  text: 'grüße \u{1f30d} \ud800 \u2028 "quoted" \\ \n',
  numbers: [0, -0, 1.5, 1e21, 1e-7, 12345678901234567000, NaN, Infinity, -Infinity],
  big: [2n ** 70n, -(2n ** 53n) - 1n],
  date: new Date(Date.UTC(2024, 1, 29, 12, 30, 15, 250)),
  bytes: new Uint8Array([0, 127, 255]),
  nothing: null,
  like: [{ $date: 5 }, { $plain: { $bytes: [1] } }, { $unknown: null }, { $date: 5, other: 1 }],
  order: { b: 1, a: 2 },
  empty: [{}, [], ''],
});

return JSON.stringify({
  finished,
  winner,
  failure,
  counted,
  text: values.text,
  numbers: values.numbers.map((number) => (Object.is(number, -0) ? '-0' : String(number))),
  big: values.big.map((number) => `${typeof number} ${number}`),
  date: values.date.toISOString(),
  bytes: [...values.bytes],
  nothing: values.nothing,
  like: values.like,
  order: Object.keys(values.order),
  empty: values.empty,
});
