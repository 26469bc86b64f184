//! title: many users at once, the missing ones reported
//! value: {"found":["Ada Lovelace","Radia Perlman"],"missing":[{"id":42,"why":"NO_SUCH_USER: no user 42"},{"id":77,"why":"NO_SUCH_USER: no user 77"}]}
//! calls: [["users:get",{"id":1}],["users:get",{"id":42}],["users:get",{"id":7}],["users:get",{"id":77}]]
const ids = [1, 42, 7, 77];
const results = await Promise.allSettled(ids.map((id) => tools.users.get({ id })));
const found = [];
const missing = [];
results.forEach((r, i) => {
  if (r.status === 'fulfilled') found.push(r.value.name);
  else missing.push({ id: ids[i], why: `${r.reason.code}: ${r.reason.message}` });
});
return { found, missing };
