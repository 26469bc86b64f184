//! title: wrapper markdown fence inside
//! stopped: 4 EXECUTION_ERROR
```js
return 'in'
```
callTool('escaped', {})
