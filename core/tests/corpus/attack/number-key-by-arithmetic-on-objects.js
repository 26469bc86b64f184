//! title: number key by arithmetic on objects
//! stopped: 4 EXECUTION_ERROR
const tricky = { valueOf: () => 'constructor', toString: () => 'constructor' }
const f = () => {}
return [typeof f[tricky - 0], typeof f[+tricky], typeof f[-tricky], typeof f[~tricky], typeof f[tricky * 1n === 0 ? 0 : 1]]
