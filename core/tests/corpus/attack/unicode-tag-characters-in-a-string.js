//! title: unicode tag characters in a string
//! value: 6
const a = 'ok󠁁󠁂'
return a.length
