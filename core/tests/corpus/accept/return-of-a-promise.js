//! title: the result is a promise, and one in a chain
//! value: [["Donald Knuth","books","tex"],2]
const load = () => tools.users.get({ id: 6 }).then(({ name, tags }) => [name, ...tags]);
return Promise.all([load(), Promise.resolve(1).then((x) => Promise.resolve(x + 1))]);
