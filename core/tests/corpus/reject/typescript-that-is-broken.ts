//! title: TypeScript with a mistake
//! finding: PARSE_ERROR 2
interface User { id: number; name: string }
const user: User = { id: 1, name: 'a' 
return user as User
