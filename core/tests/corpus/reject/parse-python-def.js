//! title: a function of Python
//! finding: PARSE_ERROR 2
users = callTool('users:list', {})
def names(users):
    return [user.name for user in users]
return names(users)
