//! title: arguments by a changing to primitive
//! calls: [["echo", {"n": {}}]]
//! value: {"n": {}}
let looks = 0
const { of } = { of: 1 }
class Odd { [Symbol.toPrimitive]() { looks++; callTool('escaped', {}); return looks } }
return await callTool('echo', { n: new Odd() })
