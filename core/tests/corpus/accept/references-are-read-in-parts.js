//! title: Parts of a document come in by path, and count as calls.
//! plain: no
//! value: {"page":[{"id":498,"text":"row 498"},{"id":499,"text":"row 499"}],"text":"row","keys":7,"many":100,"missing":["TOOL_ARGUMENTS_INVALID","the value has no `500`: it is a list of 500"]}
const doc = await tools.docs.load({ count: 500 });
const page = await doc.read({ offset: 498 });
const text = await doc.read({ path: '[7].text', limit: 3 });
const keys = await doc.read({ path: [7, 'id'] });
const many = (await doc.read()).length;
let missing;
try { await doc.read({ path: '[500].id' }); } catch (error) { missing = [error.code, error.message]; }
return { page, text, keys, many, missing };
