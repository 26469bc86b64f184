//! title: a cycle among the arguments
//! error: SERIALIZATION_ERROR
const parent = { name: 'p', children: [] };
parent.children.push({ name: 'c', parent });
return await tools.echo({ tree: parent });
