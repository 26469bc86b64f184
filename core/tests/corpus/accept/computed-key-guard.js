//! title: computed key guard
//! value: "TypeError"
//! plain: no
const k = ['__pro', 'to__']; let r; try { r = ({})[k.join('')] } catch (e) { r = e.name } return r
