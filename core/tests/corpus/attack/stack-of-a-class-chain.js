//! title: stack of a class chain
//! stopped: 4 STACK_OVERFLOW
let Base = class {}
for (let i = 0; i < 50_000; i++) Base = class extends Base {}
return new Base() instanceof Object
