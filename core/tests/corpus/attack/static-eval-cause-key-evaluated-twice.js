//! title: static eval cause key evaluated twice
//! value: 2
let turn = 0
const words = ['name', 'constructor']
const f = () => {}
return f[words[turn++ % 2]].length + turn
