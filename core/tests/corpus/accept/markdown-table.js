//! title: a table in markdown
//! value: "| id | name           | age |\n|----|----------------|-----|\n| 2  | Grace Hopper   | 45  |\n| 5  | Barbara Liskov | 61  |\n| 10 | John Backus    | 44  |"
const users = (await tools.users.list({ role: 'editor' })).map(({ id, name, age }) => ({ id, name, age }))
const keys = Object.keys(users[0])
const width = (key) => Math.max(key.length, ...users.map((u) => String(u[key]).length))
const line = (cells) => '| ' + cells.map((cell, i) => String(cell).padEnd(width(keys[i]))).join(' | ') + ' |'
return [line(keys), '|' + keys.map((k) => '-'.repeat(width(k) + 2)).join('|') + '|', ...users.map((u) => line(keys.map((k) => u[k])))].join('\n')
