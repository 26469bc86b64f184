//! title: no semicolons, comments between everything
//! value: [1,20,[2,4,6],20,{"$undefined":true},1,"http://x//y","[/]\\/\\*"]
/* head */ const /* name */ a /* eq */ = /* value */ 1 // end
let b = a
/* between */
;(function () { b = b + 1 })()
const c = [1, 2, 3]
  // a comment in a chain
  .map((x) => x * 2) /* after map */
  /* before filter */
  .filter(Boolean)
;[b] = [b + 10]
const f = () => {
  return (
    // why not
    b
  )
}
const g = function () { return
  'unreachable' }
let i = 0
i
++
i
const url = 'http://x//y' // not a comment: '
const re = /[/]\/\*/ /* "quote */
if (a) b++; else b--
for (;;) { break } while (0) /* empty */;
do b++; while (b < 20)
return [a, b, c, f(), g(), i, url, re.source]
