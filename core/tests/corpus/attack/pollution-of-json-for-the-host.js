//! title: pollution of json for the host
//! calls: [["echo", {"a": {"$date": 1}}]]
//! value: {"a": {"$date": 1}}
JSON.stringify = () => '"ESCAPED"'
JSON.parse = () => 'ESCAPED'
return await callTool('echo', { a: new Date(1) })
