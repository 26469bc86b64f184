//! title: brackets closed by another kind
//! finding: PARSE_ERROR 2
const pairs = [
  { id: 1, name: 'Ada' ],
  { id: 2, name: 'Grace' },
]
return pairs
