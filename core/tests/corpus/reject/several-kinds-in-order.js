//! title: five mistakes of five kinds, in their order
//! finding: NO_IMPORT 1
//! finding: UNKNOWN_TOOL 3
//! finding: DISALLOWED_IDENTIFIER 4
//! finding: NO_CONSTRUCTOR_ACCESS 6
//! finding: NO_EVAL 7
import axios from 'axios'

const users = await tools.user.list({ role: 'admin' })
const key = process.env.KEY
for (const user of users) {
  const make = user.constructor
  console.log(eval('1'), make)
}
return { users, key }
