//! title: switch with fall through and default in the middle
//! value: ["numeric","numeric","blank","text","other","other","other"]
const kind = (x) => { switch (typeof x) { case 'number': case 'bigint': return 'numeric'; default: return 'other'; case 'string': { const s = x.trim(); return s ? 'text' : 'blank' } } }
return [1, 2n, ' ', 'a', null, undefined, true].map(kind)
