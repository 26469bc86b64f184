//! title: global by thenable job
//! value: [true, "function"]
let that
const thenable = { then: function (done) { that = this; done() } }
await thenable
const { then } = thenable
let bare
await { get then() { return (done) => { bare = then; done() } } }
return [that === thenable, typeof bare]
