//! title: a do loop with a constant test
//! finding: INFINITE_LOOP 2
let tries = 0
do {
  tries += 1
  if (tries > 3) console.log('giving up')
} while (1)
return tries
