//! title: an async function that is called at once
//! rules: {"NO_ASYNC":"error"}
//! finding: NO_ASYNC 2
const log = []
;(async () => {
  log.push(await tools.users.get({ id: 1 }))
})()
return log
