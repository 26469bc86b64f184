//! title: global this by window chain
//! stopped: 1 NO_GLOBAL_ACCESS
return window.top.parent.self.frames[0].eval("'ESCAPED'")
