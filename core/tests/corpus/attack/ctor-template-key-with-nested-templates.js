//! title: ctor template key with nested templates
//! stopped: 1 NO_CONSTRUCTOR_ACCESS
return (() => {})[`con${`str${'uct'}`}or`]("return 'ESCAPED'")()
