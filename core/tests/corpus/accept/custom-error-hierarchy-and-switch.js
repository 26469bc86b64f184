//! title: a hierarchy of errors sorted out by instanceof
//! value: [["NotFound","E_NOT_FOUND"],["Invalid","body","SyntaxError",true,true],"string","object",["TypeError",false],"fine"]
class AppError extends Error {
  constructor(message, options) { super(message, options); this.name = new.target.name; }
}
class NotFound extends AppError { code = 'E_NOT_FOUND'; }
class Invalid extends AppError { constructor(field, cause) { super(`invalid ${field}`, { cause }); this.field = field; } }
const run = (n) => {
  switch (n) {
    case 0: throw new NotFound('no such page');
    case 1: try { JSON.parse('{'); } catch (e) { throw new Invalid('body', e); } break;
    case 2: throw 'a plain text';
    case 3: throw { status: 500 };
    case 4: return null.x;
    default: return 'fine';
  }
};
const seen = [];
for (let n = 0; n < 6; n++) {
  try { seen.push(run(n)); } catch (e) {
    if (e instanceof NotFound) seen.push([e.name, e.code]);
    else if (e instanceof Invalid) seen.push([e.name, e.field, e.cause.name, e.cause instanceof SyntaxError, 'stack' in e]);
    else if (e instanceof Error) seen.push([e.name, e instanceof AppError]);
    else seen.push(typeof e);
  }
}
return seen;
