//! title: generator object prototype replaced
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
function* turns() { yield 1 }
turns.prototype = { next: () => ({ value: 'changed', done: true }) }
return turns().next().value
