//! title: tags turned into an index of users
//! value: {"tags":13,"shared":[["compilers",[2,9]],["logic",[3,8]]],"untagged":["Edsger Dijkstra"]}
const users = await tools.users.list({});
const index = {};
for (const { id, tags } of users) for (const tag of tags) (index[tag] ||= []).push(id);
const shared = Object.entries(index).filter(([, ids]) => ids.length > 1).sort();
const untagged = users.filter((u) => !u.tags.length).map((u) => u.name);
return { tags: Object.keys(index).length, shared, untagged };
