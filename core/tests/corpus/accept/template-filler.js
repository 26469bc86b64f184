//! title: placeholders are filled
//! value: "Dear Ada, you owe 12.5 <currency>."
const fill = (text, values) => text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, key) => values[key] ?? `<${key}>`)
return fill('Dear {{ name }}, you owe {{amount}} {{currency}}.', { name: 'Ada', amount: 12.5 })
