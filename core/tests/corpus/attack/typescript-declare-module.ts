//! title: typescript declare module
//! value: 1
declare module 'fs' { export function readFileSync(path: string): string }
return 1
