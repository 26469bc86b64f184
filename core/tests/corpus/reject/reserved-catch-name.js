//! title: a catch with a reserved name
//! finding: RESERVED_PREFIX 3
try {
  await tools.users.get({ id: 99 })
} catch (__ag_error) {
  return 'none'
}
return 'found'
