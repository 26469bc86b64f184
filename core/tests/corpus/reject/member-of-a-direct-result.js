//! title: a member of a result that is not held
//! finding: INVALID_TOOL_ARGUMENTS 1
return (await tools.email.send({ to: 'a', subject: 'b', body: 'c' })).messageId
