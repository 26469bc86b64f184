//! title: middleware that wraps a handler, with next
//! value: [{"id":4,"log":["start","end"],"user":"Edsger Dijkstra","status":200},{"log":["start","end"],"status":400},{"id":88,"log":["start","end"],"status":500,"error":"no user 88"}]
const compose = (...layers) => (ctx) => {
  const dispatch = async (i) => { const layer = layers[i]; if (layer) await layer(ctx, () => dispatch(i + 1)); };
  return dispatch(0).then(() => ctx);
};
const app = compose(
  async (ctx, next) => { ctx.log.push('start'); try { await next(); } catch (e) { ctx.status = 500; ctx.error = e.message; } finally { ctx.log.push('end'); } },
  async (ctx, next) => { if (!ctx.id) { ctx.status = 400; return; } await next(); },
  async (ctx) => { ctx.user = (await tools.users.get({ id: ctx.id })).name; ctx.status = 200; },
);
return await Promise.all([app({ id: 4, log: [] }), app({ log: [] }), app({ id: 88, log: [] })]);
