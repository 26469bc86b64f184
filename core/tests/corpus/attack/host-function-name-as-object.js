//! title: host function name as object
//! value: ["TypeError", 0]
let looks = 0
try {
  await callTool(Object({ toString() { looks++; return 'escaped' } }), {})
} catch (error) {
  return [error.name, looks]
}
