//! title: a member of a frozen object is written
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 3
const settings = Object.freeze({ retries: 1 });
const bump = (s) => {
  s.retries += 1;
  return s;
};
return bump(settings);
