//! title: async helpers
//! value: [{"id":1},{"id":2}]
const get=async(id)=>{ const {sum}=await callTool('add',{a:id,b:0}); return {id:sum} }; async function all(ids){ const out=[]; for(const id of ids) out.push(await get(id)); return out } return await all([1,2])
