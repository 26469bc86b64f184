//! title: the escape of a terminal inside of a text
//! finding: CONTROL_CHARACTER 2
const level = 'error'
console.log('[31m' + level)
return level
