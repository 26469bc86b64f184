//! title: stack of every kind shows no host
//! value: 10
const stacks = []
const keep = (f) => { try { f() } catch (error) { stacks.push(`${error.stack}`) } }
keep(() => null.x)
keep(() => [1].reduce(() => { throw new Error('a') }, 0))
keep(() => JSON.parse('{'))
keep(() => callTool(context.missing))
keep(() => new URL('::'))
keep(() => structuredClone(() => {}))
keep(() => decodeURIComponent('%'))
keep(() => new RegExp('('))
keep(() => atob('*'))
keep(() => [].flat.call(null))
for (const text of stacks) if (/\/(home|root|usr|work|tmp|etc)\/|[.]rs\b|[.]cargo|node_modules|site-packages/.test(text)) return 'ESCAPED: ' + text
return stacks.length
