//! title: an object is thrown
//! error: EXECUTION_ERROR
throw { status: 404, message: 'not here' };
