//! title: eval typeof then call
//! value: "undefined"
return typeof eval === 'function' ? 'there' : typeof eval
