//! title: nested loops turn too often
//! error: MAX_ITERATIONS
const users = await tools.users.list({});
let n = 0;
for (let i = 0; i < 2000; i++) {
  for (let j = 0; j < 2000; j++) {
    n += users.length;
  }
}
return n;
