//! title: callTool is passed on, at secure
//! level: secure
//! finding: DYNAMIC_CALL_TARGET 4
const retry = async (call, name, args) => {
  try { return await call(name, args) } catch { return await call(name, args) }
}
return await retry(callTool, 'flaky', { key: 'a' })
