//! title: symbol has instance decides
//! value: [true, true]
class Trusted { static [Symbol.hasInstance]() { return true } }
return [1 instanceof Trusted, (await callTool('echo', { a: 1 })) instanceof Trusted]
