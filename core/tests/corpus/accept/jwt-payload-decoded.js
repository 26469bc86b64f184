//! title: the payload of a token is read
//! value: {"claims":{"sub":"u1","roles":["a?>","b"]},"expires":"2023-11-14T22:13:20.000Z","parts":3}
const b64 = (o) => btoa(JSON.stringify(o)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const token = [b64({ alg: 'HS256' }), b64({ sub: 'u1', exp: 1700000000, roles: ['a?>', 'b'] }), 'sig'].join('.');
const payload = (t) => {
  const [, body] = t.split('.');
  const padded = body.replace(/-/g, '+').replace(/_/g, '/').padEnd(Math.ceil(body.length / 4) * 4, '=');
  return JSON.parse(atob(padded));
};
const { exp, ...claims } = payload(token);
return { claims, expires: new Date(exp * 1000).toISOString(), parts: token.split('.').length };
