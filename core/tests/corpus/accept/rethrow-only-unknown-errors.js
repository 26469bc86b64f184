//! title: known failures are handled, others thrown on
//! plain: no
//! value: {"names":["Ada Lovelace",null],"other":"TOOL_ARGUMENTS_INVALID"}
async function safeGet(id) {
  try {
    return (await callTool('users:get', { id })).name;
  } catch (error) {
    if (error?.code === 'NO_SUCH_USER') return null;
    throw error;
  }
}
const names = [];
for (const id of [1, 50]) names.push(await safeGet(id));
let other;
try { await safeGet(-1 * names.length); } catch (e) { other = e.code; }
return { names, other };
