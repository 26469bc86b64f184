//! title: function source shows no guard
//! value: [false, false]
const f = (o, k) => { for (const x of o) { o[k] } return o }
const text = [f, callTool, parallel, sleep, console.log, [].map, class A { m(k) { return this[k] } }].map(String).join('\n')
return [/__ag_|__safe_/.test(text), /\/(home|root|usr|work|tmp|etc)\/|[.]rs\b|[.]cargo|node_modules|site-packages/.test(text)]
