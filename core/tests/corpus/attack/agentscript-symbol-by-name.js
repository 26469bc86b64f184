//! title: agentscript symbol by name
//! level: strict
//! stopped: 1 DISALLOWED_IDENTIFIER
return { [Symbol.iterator]: 1 }
