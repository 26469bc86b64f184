//! title: a main function called at the end
//! value: {"count":9,"first":"Ada Lovelace"}
async function main() {
  const users = await tools.users.list({ active: true });
  const names = users.map((u) => u.name);
  return { count: names.length, first: names[0] };
}

return main();
