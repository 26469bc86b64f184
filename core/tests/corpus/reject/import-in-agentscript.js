//! title: an import in agentscript
//! level: strict
//! finding: NO_IMPORT 1
import { z } from 'zod'
const users = await tools.users.list({})
return z.array(users)
