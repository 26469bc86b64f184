//! title: a fence that names no language, with a template fence inside
//! plain: no
//! value: "`x`"
```
const tick = '`';
return `${tick}x${tick}`;
```
