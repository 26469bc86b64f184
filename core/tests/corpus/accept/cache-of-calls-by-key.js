//! title: a cache keeps each user from being fetched twice
//! value: {"names":["Grace Hopper","Barbara Liskov","Grace Hopper","Grace Hopper","Barbara Liskov"],"size":2,"same":true}
//! calls: [["users:get",{"id":2}],["users:get",{"id":5}]]
const cache = new Map();
const getUser = (id) => {
  if (!cache.has(id)) cache.set(id, tools.users.get({ id }));
  return cache.get(id);
};
const wanted = [2, 5, 2, 2, 5];
const names = await Promise.all(wanted.map(async (id) => (await getUser(id)).name));
return { names, size: cache.size, same: getUser(2) === getUser(2) };
