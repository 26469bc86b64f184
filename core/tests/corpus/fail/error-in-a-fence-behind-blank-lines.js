//! title: a fence behind blank lines
//! error: EXECUTION_ERROR
//! name: SyntaxError
//! line: 5


```javascript
const text = '{ not json }';
return JSON.parse(text);
```
