//! title: names of natives show no host
//! value: []
const { names } = await callTool('echo', { names: 'getOwnPropertyNames' })
const seen = []
for (const f of [callTool, tools.users.list, sleep, parallel, console.log, setTimeout, queueMicrotask, structuredClone, URL, TextEncoder, Date, Math.random, [].flat, Object.groupBy, ''.normalize, JSON.stringify]) {
  const text = `${f.name} ${f.length} ${String(f)} ${Object[names](f)}`
  if (/__ag_|__safe_|rust|enclave|\/|guard|builtin/i.test(text.replaceAll('[native code]', '')) && !/URL|TextEncoder/.test(f.name)) seen.push(text)
}
return seen
