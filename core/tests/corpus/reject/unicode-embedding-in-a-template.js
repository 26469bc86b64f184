//! title: an embedding in a template
//! finding: UNICODE_SECURITY 3
const user = await tools.users.get({ id: 1 })
return `Dear
  ‫${user.name}`
