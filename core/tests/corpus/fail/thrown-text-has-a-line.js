//! title: a thrown text is found at its line
//! error: EXECUTION_ERROR
//! line: 3
const users = await tools.users.list({ role: 'admin' });
if (users.length < 5) {
  throw 'too few admins';
}
