//! title: a dynamic import of a computed name
//! finding: NO_IMPORT 2
const name = context.tenant
const plugin = await import(`./plugins/${name}.js`)
return plugin.default
