//! title: an invalid date is written as ISO
//! error: EXECUTION_ERROR
//! name: RangeError
//! line: 3
const user = await tools.users.get({ id: 2 });
const joined = new Date(`${user.createdAt} UTC+25`);
return joined.toISOString().slice(0, 10);
