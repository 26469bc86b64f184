//! title: a tool is wrapped in place
//! finding: NO_CALL_TARGET_ASSIGNMENT 2
const original = tools.users.get
tools.users.get = async (args) => {
  console.log('get', args.id)
  return original(args)
}
return (await tools.users.get({ id: 1 })).name
