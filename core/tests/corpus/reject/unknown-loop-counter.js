//! title: a loop counter that is never declared
//! finding: UNKNOWN_GLOBAL 3
const list = ['a', 'b']
let text = ''
for (i = 0; i < list.length; i++) {
  text += list[i]
}
return text
