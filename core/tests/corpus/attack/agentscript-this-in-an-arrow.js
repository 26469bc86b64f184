//! title: agentscript this in an arrow
//! level: strict
//! stopped: 1 DISALLOWED_IDENTIFIER
const look = () => this
return look()
