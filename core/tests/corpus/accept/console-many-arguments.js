//! title: console texts of several arguments
//! value: "done"
//! console: ["total 3 true null undefined","warn 1.5","","info text","a b c"]
console.log('total', 3, true, null, undefined);
console.warn('warn', 1.5);
console.log();
console.info(`info ${'text'}`);
console.error(...'abc');
return 'done';
