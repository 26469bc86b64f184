//! title: callTool is declared as a mock
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
// a mock, to try the script
async function callTool(name, args) {
  return { name, args }
}
return await callTool('users:list', {})
