//! title: hoisted functions, the dead zone, typeof of what is missing
//! value: ["hoisted","undefined","undefined","ReferenceError","block","TypeError",720]
const log = [early(), typeof late, typeof nothingLikeThis];
function early() { return 'hoisted'; }
var late = 1;
try { log.push(soon); } catch (e) { log.push(e.name); }
let soon = 2;
{
  function inner() { return 'block'; }
  log.push(inner());
}
const fixed = 1;
try { (() => { fixed++; })(); } catch (e) { log.push(e.name); }
log.push((function fact(n) { return n < 2 ? 1 : n * fact(n - 1); })(6));
return log;
