//! title: from entries with proto
//! value: ["none", 2]
const made = Object.fromEntries([['__proto__', { admin: 1 }], ['constructor', 2]])
return [made.admin ?? 'none', Object.keys(made).length]
