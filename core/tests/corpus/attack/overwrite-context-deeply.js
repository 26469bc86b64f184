//! title: overwrite context deeply
//! value: [["TypeError", "TypeError", "TypeError"], {"tenant": "acme"}]
const names = []
for (const change of [() => { const c = context; c.tenant = 'other' }, () => { const c = context; c.extra = 1 }, () => { const c = context; delete c.tenant }]) {
  try { change() } catch (error) { names.push(error.name) }
}
return [names, context]
