//! title: lazy pipelines of generators
//! value: [[0,2,8,34],["0:0","1:1","2:1","3:2","4:3","5:5","6:8"],[["a",1,0],["b",2,1],["c",3,1]]]
function* fib() { let [a, b] = [0, 1]; while (true) { yield a; [a, b] = [b, a + b]; } }
function* takeWhile(it, test) { for (const x of it) { if (!test(x)) return; yield x; } }
function* map(it, fn) { let i = 0; for (const x of it) yield fn(x, i++); }
function* zip(...lists) {
  const its = lists.map((l) => l[Symbol.iterator]());
  while (true) {
    const steps = its.map((it) => it.next());
    if (steps.some((s) => s.done)) return;
    yield steps.map((s) => s.value);
  }
}
const even = [...takeWhile(fib(), (n) => n < 100)].filter((n) => n % 2 === 0);
return [even, [...map(takeWhile(fib(), (n) => n < 10), (x, i) => `${i}:${x}`)], [...zip('abc', [1, 2, 3, 4], fib())]];
