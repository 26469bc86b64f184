//! title: the first of several calls that works
//! value: {"user":"Alan Turing","none":{"name":"AggregateError","messages":["primary down","secondary down"],"count":2}}
const sources = [
  () => tools.fail({ message: 'primary down' }),
  () => tools.fail({ message: 'secondary down' }),
  () => tools.users.get({ id: 3 }),
];
const user = await Promise.any(sources.map((s) => s()));
let none;
try {
  await Promise.any(sources.slice(0, 2).map((s) => s()));
} catch (e) {
  none = { name: e.name, messages: e.errors.map(({ message }) => message), count: e.errors.length };
}
return { user: user.name, none };
