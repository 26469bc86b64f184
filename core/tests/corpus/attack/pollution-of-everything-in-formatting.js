//! title: pollution of texts, lists, expressions and dates in formatting
//! value: ["1,234,567.89", "$5.00", "12%", "1.2K", "1,234", "-0012.5", "1/2/2024, 3:04:05 AM", "Tuesday, January 2, 2024 at 3:04 AM", [-1, 1, -1, 0, -1], "2024", "Tue Jan 02 2024"]
const { of } = await callTool('echo', { of: 'getPrototypeOf' })
const lie = () => 'ESCAPED'
const day = new Date(Date.UTC(2024, 0, 2, 3, 4, 5))
const [text, list, regexp, date, number, big] = ['', [], /a/, day, 0, 0n].map((value) => Object[of](value))
for (const name of ['slice', 'indexOf', 'split', 'replace', 'repeat', 'padStart', 'endsWith', 'toUpperCase', 'toLowerCase', 'normalize', 'codePointAt'])
  text[name] = lie
for (const name of ['filter', 'some', 'push', 'join', 'map']) list[name] = lie
regexp.exec = regexp.test = regexp[Symbol.replace] = lie
for (const name of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds']) date['getUTC' + name] = date['get' + name] = lie
number.valueOf = big.valueOf = date.getTime = Math.floor = Math.min = Math.max = Object.is = Object.assign = list[Symbol.iterator] = lie
return [(1234567.891).toLocaleString(undefined, { maximumFractionDigits: 2 }), (5).toLocaleString('en-US', { style: 'currency', currency: 'usd' }),
  (0.12).toLocaleString('en-US', { style: 'percent' }), (1234).toLocaleString('en-US', { notation: 'compact' }), 1234n.toLocaleString(),
  (-12.5).toLocaleString('en-US', { minimumIntegerDigits: 4, useGrouping: false }), day.toLocaleString(), day.toLocaleString('en-US', { dateStyle: 'full', timeStyle: 'short' }),
  ['a'.localeCompare('b'), 'a10'.localeCompare('a9', 'en', { numeric: true }), 'e\u0301'.localeCompare('f'), 'a'.localeCompare('A', 'en', { sensitivity: 'base' }), 'a'.localeCompare('\u00e1')],
  day.toLocaleDateString('en-US', { year: 'numeric' }), day.toDateString()]
