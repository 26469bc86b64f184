//! title: a generator fails in its third step
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
function* names(rows) {
  for (const row of rows) {
    yield row.name.toUpperCase();
  }
}
const rows = [{ name: 'a' }, { name: 'b' }, {}];
return [...names(rows)];
