//! title: an assignment as last expression
//! plain: no
//! value: [1,2]
let result;
result = [1, 2]
