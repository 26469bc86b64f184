//! title: unicode hangul filler as a name
//! value: {"ㅤ": "hidden"}
const ㅤ = 'hidden'
return { ㅤ }
