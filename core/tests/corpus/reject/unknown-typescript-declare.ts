//! title: a name that is only declared to TypeScript
//! finding: UNKNOWN_GLOBAL 2
declare const apiKey: string
const header: Record<string, string> = { authorization: apiKey }
return header
