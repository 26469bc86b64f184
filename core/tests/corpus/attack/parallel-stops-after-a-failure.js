//! title: parallel stops after a failure
//! calls: [["fail", {"message": "first"}]]
//! value: "first"
try { await parallel([() => callTool('fail', { message: 'first' }), () => callTool('escaped', {})], { concurrency: 1 }) } catch (error) { return error.message }
