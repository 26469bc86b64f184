//! title: typescript class decorator gets the class
//! stopped: 2 PARSE_ERROR
const take = (made) => { made.taken = 'taken'; return made }
@take class A {}
return A.taken
