//! title: destructured maker in parameter
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
return (({ constructor: make }) => make("return 'ESCAPED'")())(() => {})
