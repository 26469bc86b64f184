//! title: switch
//! value: ["low","low","text","other"]
const f=x=>{ switch(x){ case 1: case 2: return 'low'; case 'a': return 'text'; default: return 'other' } }; return [f(1),f(2),f('a'),f(null)]
