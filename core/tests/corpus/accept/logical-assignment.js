//! title: logical assignment
//! value: [5,6,7]
let a=null,b=0,c=1; a??=5; b||=6; c&&=7; return [a,b,c]
