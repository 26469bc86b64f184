//! title: Promise.any with only failures
//! value: ["AggregateError",["a","b"]]
try {
  await Promise.any([tools.fail({ message: 'a' }), Promise.reject(new TypeError('b'))])
} catch (e) { return [e.name, e.errors.map((x) => x.message)] }
