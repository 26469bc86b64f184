//! title: huge sparse array
//! error: OUTPUT_TOO_LARGE
const a = []; a.length = 4e9 + a.length; return a
