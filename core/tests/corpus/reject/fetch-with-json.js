//! title: a page is fetched
//! finding: DISALLOWED_IDENTIFIER 2
const url = 'https://api.example.com/users'
const response = await fetch(url, {
  method: 'GET',
  headers: { accept: 'application/json' },
})
return await response.json()
