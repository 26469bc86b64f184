//! title: users grouped into bands of age, and Map.groupBy
//! plain: no
//! value: {"summary":{"30s":"Ada+Margaret+Ken","40s":"Grace+Alan+Radia+John","50s":"Edsger+Donald+Frances","60s":"Barbara+Tony"},"active":9,"idle":[4,8,12],"hasProto":false}
const users = await tools.users.list({});
const bands = Object.groupBy(users, ({ age }) => `${Math.floor(age / 10) * 10}s`);
const byActive = Map.groupBy(users, (u) => u.active);
const summary = {};
for (const band of Object.keys(bands).sort()) summary[band] = bands[band].map((u) => u.name.split(' ')[0]).join('+');
return { summary, active: byActive.get(true).length, idle: byActive.get(false).map((u) => u.id), hasProto: 'toString' in bands };
