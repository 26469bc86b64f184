//! title: What a tool gives is held to its output schema.
//! plain: no
//! value: [{"id":7},"TOOL_ERROR: the result of `misfit` does not fit its output schema: `id`: \"seven\" is not of type \"integer\"","TOOL_ERROR: the result of `misfit` does not fit its output schema: `id`: 1.5 is not of type \"integer\""]
const ends = [];
for (const id of [7, 'seven', 1.5]) {
  try { ends.push(await tools.misfit({ id })); } catch (error) { ends.push(`${error.code}: ${error.message}`); }
}
return ends;
