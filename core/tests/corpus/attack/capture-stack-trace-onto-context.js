//! title: capture stack trace onto context
//! value: false
const { k } = await callTool('echo', { k: 'captureStackTrace' })
try {
  Error[k](context)
} catch (error) {
  return [error.name, Object.hasOwn(context, 'stack')]
}
return Object.hasOwn(context, 'stack')
