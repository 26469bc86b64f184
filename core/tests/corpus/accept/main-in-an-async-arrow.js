//! title: everything in an async arrow that is called at once
//! value: 21
return await (async () => {
  'use strict';
  const [a, b] = await Promise.all([tools.add({ a: 1, b: 2 }), tools.add({ a: 3, b: 4 })]);
  return a.sum * b.sum;
})();
