//! title: json proto key through spread and deep merge
//! stopped: 4 EXECUTION_ERROR
const merge = (to, from) => {
  for (const key of Object.keys(from)) {
    if (typeof from[key] === 'object') merge(to[key] ??= {}, from[key])
    else to[key] = from[key]
  }
  return to
}
merge({}, JSON.parse('{"__proto__": {"polluted": "yes"}}'))
return ({}).polluted ?? 'none'
