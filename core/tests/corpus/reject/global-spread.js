//! title: all members of globalThis are listed
//! finding: NO_GLOBAL_ACCESS 2
const names = []
for (const name of Object.keys(globalThis)) {
  names.push(name)
}
return names
