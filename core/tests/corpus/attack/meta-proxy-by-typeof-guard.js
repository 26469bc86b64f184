//! title: meta proxy by typeof guard
//! stopped: 1 NO_META_PROGRAMMING
if (typeof Proxy === 'function') {
  const seen = []
  JSON.stringify(new Proxy({}, { get: (target, key) => { seen.push(key) } }))
  return seen
}
return 'none'
