//! title: tagged templates
//! value: "a|b|c1,2"
const t=(s,...v)=>s.raw.join('|')+v.join(','); return t`a${1}b${2}c`
