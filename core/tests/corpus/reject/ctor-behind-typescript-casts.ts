//! title: constructor behind TypeScript casts
//! finding: NO_CONSTRUCTOR_ACCESS 2
const value: unknown = []
const make = (value as any)!['constructor' as string]
return make
