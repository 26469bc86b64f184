//! title: an endless generator is spread
//! error: MAX_ITERATIONS
function* naturals() {
  let n = 0;
  while (true) yield n++;
}
let last;
for (const n of naturals()) {
  last = n;
  if (n < 0) break;
}
return last;
