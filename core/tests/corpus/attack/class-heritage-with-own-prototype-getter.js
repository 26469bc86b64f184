//! title: class heritage with own prototype getter
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
const base = function () {}.bind()
base.prototype = { secret: 'taken' }
class A extends base {}
return new A().secret
