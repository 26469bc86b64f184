//! title: context redefined by define property
//! value: ["acme", "TypeError", "TypeError", true]
const { def, set } = await callTool('echo', { def: 'defineProperty', set: 'setPrototypeOf' })
const seen = []
try { Object[def](context, 'tenant', { value: 'other' }) } catch (error) { seen.push(error.name) }
try { Object[set](context, { admin: true }) } catch (error) { seen.push(error.name) }
return [context.tenant, ...seen, context.admin === undefined]
