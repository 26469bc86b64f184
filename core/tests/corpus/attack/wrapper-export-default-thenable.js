//! title: wrapper export default thenable
//! value: {"own": "object"}
export default { then(done) { done({ own: typeof this }) } }
