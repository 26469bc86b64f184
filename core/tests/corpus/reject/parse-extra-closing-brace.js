//! title: a brace too many
//! finding: PARSE_ERROR 4
const total = [1, 2, 3].reduce((sum, n) => {
  return sum + n
}, 0)
})
return total
