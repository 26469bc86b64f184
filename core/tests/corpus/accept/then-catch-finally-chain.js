//! title: then, catch and finally without await between
//! value: {"value":"NOBODY","log":["caught NO_SUCH_USER","done"]}
const log = [];
const value = await tools.users
  .get({ id: 99 })
  .then((user) => user.name)
  .catch((error) => {
    log.push(`caught ${error.code}`);
    return 'nobody';
  })
  .finally(() => log.push('done'))
  .then((name) => name.toUpperCase());
return { value, log };
