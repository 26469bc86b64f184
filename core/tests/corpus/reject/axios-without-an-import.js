//! title: axios that nobody imported
//! finding: DISALLOWED_IDENTIFIER 2
async function load(id) {
  const { data } = await axios.get(`/users/${id}`)
  return data
}
return await load(1)
