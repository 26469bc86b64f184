//! title: tools by namespace
//! value: {"sum":5}
return await tools.add({a:2,b:3})
