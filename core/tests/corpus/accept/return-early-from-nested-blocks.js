//! title: early returns from loops, try and switch
//! value: {"found":"Radia Perlman","by":"admin"}
for (const role of ['viewer', 'admin']) {
  try {
    switch (role) {
      case 'admin':
        for (const user of await tools.users.list({ role })) {
          if (user.age > 40) return { found: user.name, by: role };
        }
        break;
      default:
        continue;
    }
  } finally {
    console.log(`checked ${role}`);
  }
}
return null;
