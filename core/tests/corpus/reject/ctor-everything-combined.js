//! title: several ways of hiding a key, combined
//! finding: NO_CONSTRUCTOR_ACCESS 4
const pieces = { a: atob('Y29u'), b: ['s', 't'].join('') }
const tail = 'rotcur'.split('').reverse().join('')
const key = `${pieces.a}${pieces.b}` + tail
return (function () {})[key]('return 1')()
