//! title: a result nested deeper than values may be
//! error: OUTPUT_TOO_LARGE
let nested = { depth: 0 };
for (let i = 1; i < 60; i++) nested = { depth: i, nested };
return nested;
