//! title: TypeScript with a mistake
//! finding: PARSE_ERROR 3
interface User { id: number; name: string }
const user: User = { id: 1, name: 'a' 
return user as User
