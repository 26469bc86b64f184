//! title: ctor key from engine message
//! stopped: 4 EXECUTION_ERROR
let key
try {
  null.constructor.name
} catch (error) {
  key = /c[a-z]{9}r/.exec(error.message)?.[0] ?? 'constructor'
}
return (() => {})[key]("return 'ESCAPED'")()
