//! title: meta proxy revocable by pattern
//! stopped: 1 NO_META_PROGRAMMING
const { revocable } = Proxy
return typeof revocable({}, {}).proxy
