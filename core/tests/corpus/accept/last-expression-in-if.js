//! title: last expression in if
//! value: "yes"
//! plain: no
const a = 1; if (a) { 'yes' } else { 'no' }
