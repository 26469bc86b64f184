//! title: a key made by replace
//! finding: NO_CONSTRUCTOR_ACCESS 3
const key = 'proto_type'.replace('_', '')
class A {}
return A[key]
