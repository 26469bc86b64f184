//! title: a template language with loops and conditions
//! value: "Hi CORE!\n0: Ada Lovelace (active)\n1: Radia Perlman (active)"
const render = (tpl, data) => tpl
  .replace(/\{\{#each (\w+)\}\}([\s\S]*?)\{\{\/each\}\}/g, (_, key, body) => data[key].map((item, index) => render(body, { ...data, ...(typeof item === 'object' ? item : { this: item }), index })).join(''))
  .replace(/\{\{#if (\w+)\}\}([\s\S]*?)(?:\{\{else\}\}([\s\S]*?))?\{\{\/if\}\}/g, (_, key, yes, no = '') => render(data[key] ? yes : no, data))
  .replace(/\{\{\s*([\w.]+)\s*(?:\|\s*(\w+))?\s*\}\}/g, (m, path, filter) => { const v = path.split('.').reduce((o, k) => o?.[k], data) ?? ''; return filter === 'upper' ? `${v}`.toUpperCase() : v; });
const users = await tools.users.list({ role: 'admin' });
return render('Hi {{ team.name|upper }}!{{#each users}}\n{{index}}: {{name}}{{#if active}} (active){{else}} (idle){{/if}}{{/each}}{{missing}}', { team: { name: 'core' }, users });
