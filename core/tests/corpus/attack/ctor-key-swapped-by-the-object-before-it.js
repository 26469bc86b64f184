//! title: ctor key swapped by the object before it
//! stopped: 4 EXECUTION_ERROR
let key = 1
const f = () => {}
return (key = ['constructor'].at(-1), f)[key]("return 'ESCAPED'")()
