//! title: the line counts the fence
//! finding: NO_CONSTRUCTOR_ACCESS 3
```js
const a = 1
return a.constructor.constructor
```
