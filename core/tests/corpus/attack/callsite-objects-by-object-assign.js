//! title: callsite objects by object assign
//! value: [true, "string"]
let frames
Object.assign(Error, { prepareStackTrace: (error, list) => { frames = list; return 'ESCAPED' } })
const { stack } = new TypeError('x')
return [frames === undefined, typeof stack]
