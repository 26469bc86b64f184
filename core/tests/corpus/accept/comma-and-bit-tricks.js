//! title: comma and bit tricks
//! value: [2,"0312",1,7,6,16]
let i=0; const r=(i++,i++,i); let s=''; for(let a=0,b=3;a<b;a++,b--) s+=a+''+b; return [r,s,5&3,5|3,5^3,1<<4]
