//! title: Object.create with a plain parent and with null
//! value: ["retries=5",3,["retries"],["retries","verbose","describe"],true,false,"just data",false]
const defaults = { retries: 3, verbose: false, describe() { return `retries=${this.retries}`; } };
const options = Object.create(defaults);
options.retries = 5;
const inherited = [];
for (const key in options) inherited.push(key);
const bare = Object.create(null);
bare.toString = 'just data';
return [options.describe(), defaults.retries, Object.keys(options), inherited, 'verbose' in options, Object.hasOwn(options, 'verbose'), bare.toString, 'valueOf' in bare];
