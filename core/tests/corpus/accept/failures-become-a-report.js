//! title: failures are collected, not thrown
//! value: {"ok":["Ada Lovelace","Grace Hopper"],"failed":[{"id":99,"code":"NO_SUCH_USER","message":"no user 99"},{"id":100,"code":"NO_SUCH_USER","message":"no user 100"}]}
const report = { ok: [], failed: [] }
for (const id of [1, 99, 2, 100]) {
  try {
    const user = await tools.users.get({ id })
    report.ok.push(user.name)
  } catch (error) {
    report.failed.push({ id, code: error.code, message: error.message })
  }
}
return report
