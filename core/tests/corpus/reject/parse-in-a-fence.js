//! title: the line of a mistake in a fenced script
//! finding: PARSE_ERROR 3
```js
const a = 1
const b = a +* 2
return b
```
