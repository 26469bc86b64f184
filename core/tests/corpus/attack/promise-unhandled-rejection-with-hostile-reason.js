//! title: promise unhandled rejection with hostile reason
//! value: "done"
Promise.reject({ get message() { console.log('looked') }, get stack() { console.log('looked') }, toString() { console.log('looked') } })
await sleep(1)
return 'done'
