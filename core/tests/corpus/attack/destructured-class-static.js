//! title: destructured class static
//! stopped: 1 NO_DANGEROUS_DESTRUCTURING
const { prototype } = class { secret() {} }
prototype.secret = () => 'changed'
return 1
