//! title: promise hostile finally
//! value: ["v", ["waited"]]
const seen = []
const odd = Promise.resolve('v').finally(() => ({ then(done) { seen.push('waited'); done('replaced') } }))
return [await odd, seen]
