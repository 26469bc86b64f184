//! title: a result with too many items at strict
//! language: agentscript
//! level: strict
//! error: OUTPUT_TOO_LARGE
return Array.from({ length: 20000 }, (_, i) => i % 10);
