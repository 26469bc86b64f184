//! title: limit iterations shared over tool calls
//! stopped: 4 MAX_ITERATIONS
let turns = 0
for (let call = 0; call < 20; call++) {
  await callTool('echo', { call })
  for (let i = 0; i < 100_000; i++) turns++
}
return turns
