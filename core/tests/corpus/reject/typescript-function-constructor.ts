//! title: TypeScript types around the Function constructor
//! finding: NO_EVAL 3
type Reducer = (total: number, next: number) => number
const source: string = 'return total + next'
const reducer = new Function('total', 'next', source) as Reducer
return [1, 2, 3].reduce(reducer, 0)
