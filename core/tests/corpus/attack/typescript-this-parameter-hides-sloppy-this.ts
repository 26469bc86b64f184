//! title: typescript this parameter hides sloppy this
//! value: "undefined"
function look(this: any) { return typeof this }
return look.call(undefined)
