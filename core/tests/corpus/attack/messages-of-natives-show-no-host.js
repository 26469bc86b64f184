//! title: messages of natives show no host
//! value: []
const seen = []
const { none, users } = { none: [][0], users: tools.users }
const call = (...args) => callTool(...args)
const tries = [() => call(), () => call(null), () => users[`nothing${seen.length}`](), () => parallel(5), () => setTimeout('x'.length), () => new Date(Symbol()), () => new URL('x y'), () => structuredClone(() => 1), () => atob('*'), () => decodeURI('%'), () => [].reduce((a) => a), () => 'x'.repeat(-1), () => (1).toFixed(999), () => new Array(-1), () => JSON.parse('{'), () => none.x, () => none(), () => 1n + 1, () => BigInt(1.5), () => Symbol() + '', () => new (class { #a; static t(o) { return o.#a } }).t({})]
for (const f of tries) { try { await f() } catch (error) { const text = `${error.name} ${error.message} ${error.stack}`; if (/__ag_|__safe_|\.rs\b|\.c\b|rquickjs|cargo|\/home|\/work|\/root|C:\\/.test(text)) seen.push(`ESCAPED ${text}`) } }
return seen
