//! title: a parameter pattern meets undefined
//! error: EXECUTION_ERROR
//! name: TypeError
//! line: 1
const area = ({ w, h }) => w * h;
const shapes = [{ w: 1, h: 2 }];
return area(shapes[0]) + area(shapes[1]);
