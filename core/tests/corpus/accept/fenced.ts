//! title: fenced
//! value: 5
//! plain: no

```ts
const n: number = 5;
return n
```

