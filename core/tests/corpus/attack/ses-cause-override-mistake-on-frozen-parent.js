//! title: ses cause override mistake on frozen parent
//! value: "TypeError"
const base = Object.freeze({ toString: () => 'base' })
const o = Object.create(base)
try {
  o.toString = () => 'own'
} catch (error) {
  return error.name
}
return String(o)
