//! title: reserved words as keys and methods
//! value: [1,3,2,9,6,7,"ss","g","s","a","d","w",10,13,15]
const o = { class: 1, new: 2, default: 3, if: 4, function: 5, delete: 6, typeof: 7, get: 8, set: 9, async: 10, static: 11, of: 12, await: 13, let: 14, null: 15, 'in-key': 16 };
const { class: klass, default: dflt, new: fresh } = o;
class K { static static() { return 'ss'; } get() { return 'g'; } set() { return 's'; } async() { return 'a'; } delete() { return 'd'; } static async await() { return 'w'; } }
const async = 1, of = 2, get = 3, from = 4;
const k = new K();
return [klass, dflt, fresh, o.if + o.function, o.delete, o.typeof, K.static(), k.get(), k.set(), k.async(), k.delete(), await K.await(), async + of + get + from, o.await, o.null];
