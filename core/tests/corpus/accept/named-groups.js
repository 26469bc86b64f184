//! title: regular expressions with named groups
//! value: ["2024-05-06: disk full","2024-05-08: net down"]
const log = '2024-05-06 ERROR disk full\n2024-05-07 INFO ok\n2024-05-08 ERROR net down'
const entries = [...log.matchAll(/^(?<date>\d{4}-\d{2}-\d{2}) (?<level>[A-Z]+) (?<text>.*)$/gm)].map(({ groups }) => ({ ...groups }))
return entries.filter((e) => e.level === 'ERROR').map((e) => `${e.date}: ${e.text}`)
