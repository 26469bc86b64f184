//! title: export default of an object
//! plain: no
//! value: {"names":["Grace","Barbara","John"]}
const users = await tools.users.list({ role: 'editor' });
export default { names: users.map((u) => u.name.split(' ')[0]) };
