//! title: a result with more text than may leave
//! error: OUTPUT_TOO_LARGE
const chunk = 'abcdefghij'.repeat(10_000);
return Array.from({ length: 200 }, (_, i) => chunk + i);
