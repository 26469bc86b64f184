//! title: ctor key from url
//! stopped: 4 EXECUTION_ERROR
const { searchParams } = new URL('https://a.example/?key=%63onstructor')
return (() => {})[searchParams.get('key')]("return 'ESCAPED'")()
