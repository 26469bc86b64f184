//! title: global by object group by
//! value: "undefined"
let kind
let names = []
Object.groupBy([1], function () { kind = typeof this; names = this ? Object.getOwnPropertyNames(this) : [] })
if (names.includes('callTool')) console.log('the callback was given the global object')
return kind
