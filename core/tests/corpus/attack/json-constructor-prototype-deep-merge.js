//! title: json constructor prototype deep merge
//! stopped: 4 EXECUTION_ERROR
const set = (to, path, value) => {
  const keys = path.split('.')
  const last = keys.pop()
  keys.reduce((at, key) => at[key] ??= {}, to)[last] = value
}
set({}, 'constructor.prototype.polluted', 'yes')
return ({}).polluted ?? 'none'
