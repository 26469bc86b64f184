//! title: several mistakes in a fenced script
//! finding: NO_DANGEROUS_DESTRUCTURING 2
//! finding: NO_META_PROGRAMMING 3
//! finding: NO_CALL_TARGET_ASSIGNMENT 5
//! finding: RESOURCE_EXHAUSTION 6
```js
const { constructor } = []
const proxy = new Proxy({}, {})

callTool = null
return 'x'.repeat(1e8)
```
