//! title: reserved name fullwidth
//! value: 1
const __ａｇ_key = 1
return __ａｇ_key
