//! title: the console shows a regular expression and a symbol
//! value: null
//! console: ["/a+/g Symbol(kind)"]
console.log(/a+/g, Symbol('kind'));
return null;
