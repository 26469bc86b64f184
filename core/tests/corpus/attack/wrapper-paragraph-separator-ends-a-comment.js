//! title: wrapper paragraph separator ends a comment
//! value: "after the separator"
let a = 'own' //   a = 'after the separator'
return a
