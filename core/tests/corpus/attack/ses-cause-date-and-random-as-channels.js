//! title: ses cause date and random as channels
//! level: strict
//! language: javascript
//! value: [0, 0, 0]
const first = Date.now()
let n = 0
for (let i = 0; i < 20000; i++) n += i
const later = Date.now()
return [later - first, new Date().getTime() - first, new Date(2024, 0, 1).getTimezoneOffset()]
