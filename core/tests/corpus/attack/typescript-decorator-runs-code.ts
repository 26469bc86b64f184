//! title: typescript decorator runs code
//! level: standard
//! stopped: 2 PARSE_ERROR
function log(target: any, key: string) { target[key] = () => 'ESCAPED' }
class A { @log run() { return 'own' } }
return new A().run()
