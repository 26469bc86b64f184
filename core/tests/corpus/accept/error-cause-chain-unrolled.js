//! title: a chain of causes is unrolled into text
//! value: ["TypeError: render failed","Error: profile 404","no user 404","NO_SUCH_USER"]
async function loadProfile(id) {
  try { return await tools.users.get({ id }); } catch (e) { throw new Error(`profile ${id}`, { cause: e }); }
}
async function render(id) {
  try { return (await loadProfile(id)).name; } catch (e) { throw new TypeError('render failed', { cause: e }); }
}
const chain = (e) => { const out = []; for (let at = e; at; at = at.cause) out.push(`${at.name}: ${at.message}`); return out; };
try { await render(404); } catch (e) { return chain(e).slice(0, 2).concat(e.cause.cause.message, e.cause.cause.code); }
