//! title: meta object method by pattern in parameter
//! stopped: 1 NO_META_PROGRAMMING
const up = ({ getPrototypeOf }) => getPrototypeOf(() => {})
return typeof up(Object)
