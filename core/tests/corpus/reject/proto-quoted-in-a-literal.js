//! title: quoted __proto__ in an object literal
//! finding: NO_CONSTRUCTOR_ACCESS 3
const filter = {
  role: 'admin',
  '__proto__': { active: true },
}
return await tools.users.list(filter)
