//! title: the promise of an async function called at once is the result
//! plain: no
//! value: 12
(async () => {
  const users = await tools.users.list({});
  return users.length;
})();
