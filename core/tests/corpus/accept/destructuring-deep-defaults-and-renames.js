//! title: nested patterns with defaults, renames and rests
//! value: [1,"y",["z"],["default"],null,"start",{"status":200},[3,1,2],{"x":2,"y":1},{"x":1,"y":2,"z":9},"h","e","l"]
const response = { data: { items: [{ id: 1, meta: { tags: ['x', 'y', 'z'] } }, { id: 2 }], page: { next: null } }, status: 200 };
const {
  data: {
    items: [{ id: firstId, meta: { tags: [, second = 'none', ...restTags] = [] } = {} }, { meta: { tags: missing = ['default'] } = {} }],
    page: { next = 'only for undefined', prev = 'start' },
  },
  ...others
} = response;
let a = 1, b = 2, c = 3;
[a, b, c] = [c, a, b];
const swap = ({ x, y }) => ({ x: y, y: x });
const point = {};
({ x: point.x, y: point['y'], z: point.z = 9 } = { x: 1, y: 2 });
const [h, ...[i, , j]] = 'hello';
return [firstId, second, restTags, missing, next, prev, others, [a, b, c], swap({ x: 1, y: 2 }), point, h, i, j];
