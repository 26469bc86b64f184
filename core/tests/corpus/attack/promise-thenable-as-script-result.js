//! title: promise thenable as script result
//! value: {"b": 2}
return { a: 1, then(done) { done({ b: 2, then: undefined }) } }
