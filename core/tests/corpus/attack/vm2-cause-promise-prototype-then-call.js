//! title: vm2 cause promise prototype then call
//! value: ["object", true]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const seen = []
const run = async () => { throw new Error('x') }
const then = Object[of](run()).then
run().catch(() => {})
then.call(run(), undefined, (error) => { seen.push(typeof error, error instanceof Error) })
await null
return seen
