//! title: a key out of character codes that are spread
//! finding: NO_CONSTRUCTOR_ACCESS 2
const codes = [99, 111, 110, 115, 116, 114, 117, 99, 116, 111, 114]
return (1)[String.fromCharCode(...codes)]
