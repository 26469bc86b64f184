//! title: unicode noncharacter and private use
//! value: 2
const a = '￿'
return a.length
