//! title: host function as heritage
//! value: "TypeError"
try {
  class A extends callTool {}
  return typeof new A('echo', {})
} catch (error) {
  return error.name
}
