//! title: a TypeScript declaration does not make globalThis
//! finding: NO_GLOBAL_ACCESS 2
declare const window: { user?: string }
const user: string | undefined = window.user
return user
