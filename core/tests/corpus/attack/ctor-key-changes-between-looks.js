//! title: ctor key changes between looks
//! value: ["string", 1]
let looks = 0
const key = { toString: () => (looks++ === 0 ? 'name' : 'constructor') }
const f = () => {}
const got = f[key]
if (got && got !== 'f') return got("return 'ESCAPED'")()
return [typeof got, looks]
