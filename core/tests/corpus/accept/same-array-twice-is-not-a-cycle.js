//! title: one object in two places of the result
//! value: {"a":{"name":"n","tags":["shared"]},"b":{"name":"n","tags":["shared"]},"list":[["shared"],["shared"],["shared"]]}
const tags = ['shared'];
const user = { name: 'n', tags };
return { a: user, b: user, list: [tags, tags, user.tags] };
