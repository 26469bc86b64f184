//! title: wrapper carriage return ends a comment
//! value: "after the return"
let a = 'own' //  a = 'after the return'
return a
