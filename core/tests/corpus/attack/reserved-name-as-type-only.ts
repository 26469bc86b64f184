//! title: reserved name as type only
//! value: "a"
interface __ag_key { (k: string): string }
type __safe_x = string
const a: __safe_x = 'a'
return a
