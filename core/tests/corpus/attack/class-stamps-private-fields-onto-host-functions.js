//! title: class stamps private fields onto host functions
//! value: [[true,true,true],1]
class Base { constructor(o) { return o } }
class Stamp extends Base { #mark = 'stamped'; static has(o) { return #mark in o } }
const got = []
for (const target of [callTool, console, console.log]) { new Stamp(target); got.push(Stamp.has(target)) }
return [got, (await callTool('echo', { a: 1 })).a]
