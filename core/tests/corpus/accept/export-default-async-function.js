//! title: export default of an async function that is called
//! plain: no
//! value: "Grace Hopper"
export default async function run() {
  const user = await tools.users.get({ id: 2 });
  return user.name;
}
