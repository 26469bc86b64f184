//! title: a fence named javascript
//! plain: no
//! value: 5
```javascript
const { sum } = await tools.add({ a: 2, b: 3 });
return sum;
```
