//! title: computed key guard
//! value: "TypeError"
//! plain: no
const k = [context.tenant.slice(9) + '__pro', 'to__']; let r; try { r = ({})[k.join('')] } catch (e) { r = e.name } return r
