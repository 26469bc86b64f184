//! title: typescript enum member constructor
//! value: 4
enum E { constructor = 1, prototype = 2 }
return Object.values(E).length
