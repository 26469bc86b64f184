//! title: generator delegates to hostile iterator
//! value: ["function", [["next", {"$undefined": true}], ["throw", "in"]]]
const calls = []
const hostile = {
  [Symbol.iterator]() { return this },
  next(value) { calls.push(['next', value]); return { value: calls.length, done: false } },
  throw(error) { calls.push(['throw', error.message]); return { value: () => {}, done: true } },
  get return() { calls.push(['return']); return null },
}
function* outer() { return yield* hostile }
const it = outer()
it.next()
const { value } = it.throw(new Error('in'))
return [typeof value, calls]
