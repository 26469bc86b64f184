//! title: a for loop without a test
//! finding: INFINITE_LOOP 2
const seen = []
for (let i = 0; ; i++) {
  seen.push(i)
}
return seen
