//! title: a fence that does not surround the script
//! finding: PARSE_ERROR 1
The script:
```js
return 1
```
