//! title: result too wide
//! stopped: 5 OUTPUT_TOO_LARGE
const row = Array.from({ length: 1000 }, () => 1)
return Array.from({ length: 1001 }, () => row)
