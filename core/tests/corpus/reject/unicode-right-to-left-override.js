//! title: a text that is shown in another order
//! finding: UNICODE_SECURITY 2
//! finding: UNICODE_SECURITY 2
const role = 'viewer'
if (role !== 'viewer‮ ⁦// admin') {
  return 'in'
}
return 'out'
