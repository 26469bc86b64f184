//! title: typescript declare global
//! value: "undefined"
declare global { var process: any; function escaped(): void }
return typeof process
