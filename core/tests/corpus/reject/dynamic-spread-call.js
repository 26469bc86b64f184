//! title: the arguments of callTool are spread, at strict
//! level: strict
//! finding: DYNAMIC_CALL_TARGET 3
const steps = [['users:list', {}], ['users:get', { id: 1 }]]
for (const step of steps) {
  await callTool(...step)
}
return steps.length
