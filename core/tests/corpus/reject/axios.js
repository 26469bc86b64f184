//! title: axios does not exist
//! finding: DISALLOWED_IDENTIFIER 1
const { data } = await axios.get('https://example.com')
return data
