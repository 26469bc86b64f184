//! title: terminal codes in a message do not reach the text of the error
//! error: EXECUTION_ERROR
//! line: 1
throw new Error('\x1b[2Jcleared\x07')
