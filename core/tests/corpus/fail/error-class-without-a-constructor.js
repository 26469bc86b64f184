//! title: an error of a class without a constructor of its own
//! error: EXECUTION_ERROR
//! line: 5
class NotReady extends Error {}

const check = (state) => {
  if (state !== 'ready') {
    throw new NotReady(`state is ${state}`);
  }
};
check('idle');
