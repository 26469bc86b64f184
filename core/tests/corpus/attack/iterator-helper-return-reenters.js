//! title: iterator helper return reenters
//! stopped: 4 EXECUTION_ERROR
const seen = []
const source = { next: () => ({ value: 1, done: false }), return() { seen.push('return'); try { helper.return() } catch (error) { seen.push(error.name) } return {} }, [Symbol.iterator]() { return this } }
const helper = Iterator.from(source).map((x) => x)
helper.next()
helper.return()
return seen
