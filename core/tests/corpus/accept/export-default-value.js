//! title: export default value
//! value: {"a":1}
//! plain: no
export default { a: 1 }
