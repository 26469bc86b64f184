//! title: a comparison of constants
//! finding: INFINITE_LOOP 4
const MAX = 10
const MIN = 1
let page = 0
while (MIN < MAX) {
  page += 1
}
return page
