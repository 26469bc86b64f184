//! title: a function of Python
//! finding: PARSE_ERROR 1
def total(items):
    return len(items)
return total([])
