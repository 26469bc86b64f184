//! title: a read-only property is defined
//! finding: NO_META_PROGRAMMING 2
const config = {}
Object.defineProperty(config, 'limit', {
  value: 5,
  writable: false,
})
return config.limit
