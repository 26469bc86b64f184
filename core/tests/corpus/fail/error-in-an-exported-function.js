//! title: the function of an export default fails
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 5
const pick = (user) => user.profile.avatar;

export default async function main() {
  const users = await tools.users.list({ role: 'admin' });
  return users.map((u) => u.tags.at(5).length).concat(pick);
}
