//! title: hoisted functions, var and blocks
//! value: ["undefined","hoisted",1,2,"undefined","ReferenceError"]
const before = typeof later
var later = 1
{ let later = 2; { var inner = later } }
return [before, hoisted(), later, inner, typeof notYet, (() => { try { tdz; let tdz } catch (e) { return e.name } })()]
function hoisted() { return 'hoisted' }
