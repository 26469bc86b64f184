//! title: big values
//! value: 1000
return Array.from({length:1000},(_,i)=>({i,s:'x'.repeat(10)})).length
