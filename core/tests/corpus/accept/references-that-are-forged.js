//! title: A handle that the session did not give is refused, and one cannot be changed.
//! plain: no
//! value: {"codes":["TOOL_ARGUMENTS_INVALID","TOOL_ARGUMENTS_INVALID","TOOL_ARGUMENTS_INVALID","TypeError"],"frozen":true,"data":{"$reference":"only looks like one"}}
const doc = await tools.docs.load({ count: 3 });
const codes = [];
for (const token of [doc.$reference + '0', 'ref_0000000000000000_1', 7]) {
  try { await callTool('echo', { list: [{ $reference: token }] }); } catch (error) { codes.push(error.code); }
}
try { doc.$reference = 'other'; } catch (error) { codes.push(error.name); }
return { codes, frozen: Object.isFrozen(doc), data: { $reference: 'only looks like one' } };
