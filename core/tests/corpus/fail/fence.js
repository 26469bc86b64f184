//! title: fence
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
```js
const a = 1;
a.b.c
```
