//! title: result same long text many times
//! stopped: 5 OUTPUT_TOO_LARGE
const text = 'x'.repeat(100_000)
return Array.from({ length: 1000 }, () => text)
