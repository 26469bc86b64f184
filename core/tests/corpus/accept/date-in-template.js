//! title: date in template
//! value: "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)"
return `${new Date(0)}`
