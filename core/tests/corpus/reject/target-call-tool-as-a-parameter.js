//! title: callTool as a parameter
//! finding: NO_CALL_TARGET_ASSIGNMENT 1
async function main({ callTool, context }) {
  return await callTool('users:list', {})
}
return 1
