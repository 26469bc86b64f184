//! title: promise resolvers called twice
//! value: ["one"]
const seen = []
const odd = { then(done, failed) { done('one'); failed(new Error('two')); done('three'); throw new Error('four') } }
seen.push(await odd)
return seen
