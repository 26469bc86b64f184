//! title: import call with data url
//! stopped: 1 NO_IMPORT
const { default: sum } = await import('data:text/javascript,export default 40 + 2')
return sum === 42 ? 'ESCAPED: a module ran' : 'none'
