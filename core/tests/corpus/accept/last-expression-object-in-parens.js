//! title: an object in parentheses is the result
//! plain: no
//! value: {"ok":true,"n":25}
const { items } = await tools.page({ cursor: 0, size: 50 });
({ ok: true, n: items.length })
