//! title: a key that is concatenated
//! finding: NO_CONSTRUCTOR_ACCESS 2
const value = [1, 2, 3]
const left = value['constr' + 'uctor']
return left.from('ab')
