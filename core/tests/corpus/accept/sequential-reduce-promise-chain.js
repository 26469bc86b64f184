//! title: calls chained one behind the other with reduce
//! value: 12
//! calls: [["add",{"a":0,"b":3}],["add",{"a":3,"b":4}],["add",{"a":7,"b":5}]]
const steps = [3, 4, 5];
const total = await steps.reduce(
  (previous, n) => previous.then((sum) => tools.add({ a: sum, b: n })).then(({ sum }) => sum),
  Promise.resolve(0),
);
return total;
