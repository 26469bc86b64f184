//! title: JSX in a script
//! finding: PARSE_ERROR 4
const users = await tools.users.list({})
const view = (
  <ul>
    {users.map((user) => <li key={user.id}>{user.name}</li>)}
  </ul>
)
return view
