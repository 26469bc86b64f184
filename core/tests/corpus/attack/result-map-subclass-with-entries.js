//! title: result map subclass with entries
//! value: {"a": 1, "b": {"c": 2}}
class Dictionary extends Map { entries() { callTool('escaped', {}); return super.entries() } get size() { callTool('escaped', {}); return 99 } *[Symbol.iterator]() { yield ['x', 'ESCAPED'] } get() { return 'ESCAPED' } }
return new Dictionary([['a', 1], ['b', new Dictionary([['c', 2]])]])
