//! title: result thenable by polluted prototype
//! calls: [["echo", {"of": "getPrototypeOf"}]]
//! value: {"taken": ["object"]}
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const taken = []
Object[of]({}).then = function (done) { delete Object[of]({}).then; taken.push(typeof this); done({ taken }) }
return { real: 1 }
