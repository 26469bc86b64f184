//! title: the order of the keys of an object
//! value: [["0","1","2","a","-1","01","4294967295","b"],"{\"0\":\"zero\",\"1\":\"one\",\"2\":\"two\",\"a\":2,\"-1\":\"neg\",\"01\":\"text\",\"4294967295\":\"big\",\"b\":3}","9,4;10,3;z,1;y,2"]
const o = { b: 1, 2: 'two', a: 2, 1: 'one', '-1': 'neg', '01': 'text', 4294967295: 'big' };
o[0] = 'zero';
delete o.b;
o.b = 3;
const order = [];
for (const key in o) order.push(key);
return [order, JSON.stringify(o), Object.entries({ z: 1, y: 2, 10: 3, 9: 4 }).join(';')];
