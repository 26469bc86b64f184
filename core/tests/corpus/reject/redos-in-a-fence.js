//! title: a slow regex in a fenced script
//! finding: REGEX_REDOS 3
```js
const path = "/a/b"
const ok = /^(\/[a-z]*)*(\/?[a-z]*)*$/.test(path)
return ok
```
