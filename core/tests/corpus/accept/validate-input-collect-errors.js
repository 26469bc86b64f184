//! title: records checked against rules, all faults collected
//! value: [[],[],["name must not be empty","age 200 is out of range","email is not an address"],["name must be text","age must be a whole number","email is not an address"]]
const rules = {
  name: [(v) => typeof v === 'string' || 'must be text', (v) => v.trim().length > 0 || 'must not be empty'],
  age: [(v) => Number.isInteger(v) || 'must be a whole number', (v) => (v >= 0 && v < 150) || `${v} is out of range`],
  email: [(v) => /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i.test(v) || 'is not an address'],
};
const check = (record) =>
  Object.entries(rules).flatMap(([field, tests]) => {
    for (const test of tests) {
      const verdict = test(record[field]);
      if (verdict !== true) return [`${field} ${verdict}`];
    }
    return [];
  });
const users = (await tools.users.list({ role: 'admin' })).map(({ name, age, email }) => ({ name, age, email }));
return [...users, { name: ' ', age: 200, email: 'x@y' }, { name: 7, age: 1.5 }].map(check);
