//! title: CSV with quotes is parsed
//! value: [{"id":"1","name":"Ada, Countess","note":"said \"hi\""},{"id":"2","name":"Alan","note":""}]
const csv = 'id,name,note\n1,"Ada, Countess","said ""hi"""\n2,Alan,\n'
const rows = []
let row = [], field = '', quoted = false
for (let i = 0; i < csv.length; i++) {
  const ch = csv[i]
  if (quoted) {
    if (ch === '"' && csv[i + 1] === '"') { field += '"'; i++ }
    else if (ch === '"') quoted = false
    else field += ch
  } else if (ch === '"') quoted = true
  else if (ch === ',') { row.push(field); field = '' }
  else if (ch === '\n') { row.push(field); rows.push(row); row = []; field = '' }
  else field += ch
}
const [head, ...body] = rows
return body.map((cells) => Object.fromEntries(head.map((key, i) => [key, cells[i]])))
