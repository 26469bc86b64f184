//! title: an element of a page
//! finding: DISALLOWED_IDENTIFIER 2
const rows = await tools.users.list({})
document.querySelector('#users').textContent = rows.length
return rows.length
