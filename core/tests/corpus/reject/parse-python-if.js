//! title: a condition of Python
//! finding: PARSE_ERROR 2
const count = 3
if count > 2:
    return 'many'
return 'few'
