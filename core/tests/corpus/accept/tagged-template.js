//! title: tagged templates with raw strings
//! value: [{"text":"select * from t where id = $1 and a = $2","values":[7,"x"],"raw":3},"a\\n1","\\u0041\\t"]
const sql = (parts, ...values) => ({ text: parts.reduce((t, p, i) => t + '$' + i + p), values, raw: parts.raw.length })
const id = 7
return [sql`select * from t where id = ${id} and a = ${'x'}`, String.raw`a\n${1}`, ((s) => s.raw[0])`\u0041\t`]
