//! title: constructor.name and constructor compared
//! value: [["Number","String","Array","Object","Map","Foo","null","undefined","Boolean","BigInt","Error","RegExp"],[true,false,false,false,false],true]
class Foo {}
const describe = (v) => (v === null || v === undefined ? String(v) : v.constructor.name);
const isPlain = (v) => v?.constructor === Object;
return [[1, 'a', [], {}, new Map(), new Foo(), null, undefined, true, 1n, new Error('x'), /r/].map(describe), [{}, [], new Foo(), Object.create(null), null].map(isPlain), [].constructor === Array];
