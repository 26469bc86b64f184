//! title: eval declared as a function
//! stopped: 1 PARSE_ERROR
function eval(text) { return text.length }
return eval('1')
