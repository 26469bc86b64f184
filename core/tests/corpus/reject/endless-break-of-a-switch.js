//! title: the break leaves only the switch
//! finding: INFINITE_LOOP 2
let state = 'start'
while (true) {
  switch (state) {
    case 'start':
      state = 'end'
      break
    case 'end':
      break
  }
}
return state
