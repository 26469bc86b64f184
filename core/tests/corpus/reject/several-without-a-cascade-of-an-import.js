//! title: what an import declares is no second mistake
//! finding: NO_IMPORT 1
import { format, parseISO } from 'date-fns'
const users = await tools.users.list({})
return users.map((user) => format(parseISO(user.createdAt), 'yyyy'))
