//! title: a while loop inside of an allowed one
//! level: strict
//! finding: FORBIDDEN_LOOP 3
for (const id of [1, 2]) {
  let tries = 0
  while (tries < 3) {
    tries += 1
  }
}
return 'done'
