//! title: fetch of a browser
//! finding: DISALLOWED_IDENTIFIER 1
const response = await fetch('https://example.com/users')
return await response.json()
