//! title: number key by arithmetic on objects
//! value: ["undefined", "undefined", "undefined", "undefined", "undefined"]
const tricky = { valueOf: () => 'constructor', toString: () => 'constructor' }
const f = () => {}
return [typeof f[tricky - 0], typeof f[+tricky], typeof f[-tricky], typeof f[~tricky], typeof f[tricky ** 2]]
