//! title: two results by export default
//! finding: NO_IMPORT 3
const a = 1
export default a
export default 2
