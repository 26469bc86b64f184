//! title: reserved counter reset
//! stopped: 1 RESERVED_PREFIX
for (let i = 0; i < 10; i++) { __ag_turns = 1e9 }
return 1
