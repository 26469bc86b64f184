//! title: context
//! value: "acme"
return context.tenant
