//! title: result of arguments and private state
//! value: [{"0": 1, "1": 2}, {"open": 1}]
class Keeper { #secret = 'ESCAPED'; open = 1; get secret() { return this.#secret } static leak = 'ESCAPED' }
const list = (function () { return arguments })(1, 2)
return [list, new Keeper()]
