//! title: elseif as another language writes it
//! finding: PARSE_ERROR 4
const n = 2
if (n > 2) {
  return 'many'
} elseif (n > 1) {
  return 'some'
}
return 'few'
