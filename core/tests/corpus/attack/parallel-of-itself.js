//! title: parallel of itself
//! stopped: 4 MEMORY_LIMIT_EXCEEDED
const thunk = () => parallel([thunk, thunk])
return await thunk()
