//! title: a template over lines fails in one of its holes
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 5
const user = await tools.users.get({ id: 4 });
const report = `
# ${user.name}

Tags: ${user.tags[0].toUpperCase()}
Role: ${user.role}
`;
return report;
