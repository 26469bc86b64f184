//! title: reserved name as property of own object
//! value: ["__ag_own", "__safe_own"]
const o = { __ag_own: 1, ['__safe_' + 'own']: 2 }
return Object.keys(o)
