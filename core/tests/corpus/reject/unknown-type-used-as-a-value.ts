//! title: an interface used as a value
//! finding: UNKNOWN_GLOBAL 3
interface User { id: number }
const user: User = { id: 1 }
const ok = user instanceof User
return ok
