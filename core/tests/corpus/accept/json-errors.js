//! title: json errors
//! value: "SyntaxError"
try { JSON.parse('{bad') } catch(e) { return e.name }
