//! title: ejs cause options by prototype
//! value: ["a", "b"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
Object[of]({}).concurrency = 1
Object[of]({}).get = () => 'planted'
const got = await parallel([() => 'a', () => 'b'], {})
return got
