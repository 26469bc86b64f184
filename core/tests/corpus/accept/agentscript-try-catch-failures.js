//! title: failures are caught and finally runs, in agentscript
//! value: [{"id":1,"name":"Ada Lovelace"},"next",{"id":99,"code":"NO_SUCH_USER","message":"no user 99"},"next"]
//! language: agentscript
//! level: strict
const report = [];
for (const id of [1, 99]) {
  try {
    const user = await tools.users.get({ id });
    report.push({ id, name: user.name });
  } catch (error) {
    report.push({ id, code: error.code, message: error.message });
  } finally {
    report.push('next');
  }
}
return report;
