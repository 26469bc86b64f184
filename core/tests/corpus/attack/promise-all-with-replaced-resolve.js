//! title: promise all with replaced resolve
//! value: ["number", "function"]
class Odd extends Promise { static resolve(v) { return { then: (done) => done(typeof v) } } }
return await Odd.all([1, callTool])
