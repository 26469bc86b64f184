//! title: ctor key from regex match
//! stopped: 4 EXECUTION_ERROR
const { groups: { word } } = /(?<word>c\w+r)/.exec('the constructor of it')
return (() => {})[word]("return 'ESCAPED'")()
