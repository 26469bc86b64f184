//! title: Proxy.revocable
//! finding: NO_META_PROGRAMMING 1
const { proxy, revoke } = Proxy.revocable({}, {})
revoke()
return typeof proxy
