//! title: safe eval cause array from inline function
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (function () { delete this.constructor; return this.constructor.constructor("return 'ESCAPED'")() }).call([])
