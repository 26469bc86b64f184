// Chromium for the tests of pages: the one that is installed, or Debian's. Root installs that; anyone else unpacks it
// and what it needs below a folder, without changing the system.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env },
  });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  }
}

/** Whether a program starts; a stand-in that only tells how to install Chromium does not. */
function starts(path, env = {}) {
  const { status } = spawnSync(path, ['--version'], { stdio: 'ignore', env: { ...process.env, ...env } });
  return status === 0;
}

/** Where Debian's packages unpack to, as the variables that Chromium needs to find itself there. */
function unpacked(root) {
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => {
    const all = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    return all.filter((name) => name.includes('-linux-gnu')).map((name) => join(root, folder, name));
  });
  const inside = libraries.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(folder, entry.name)] : [],
    ),
  );
  return {
    path: join(root, 'usr/lib/chromium/chromium'),
    env: { LD_LIBRARY_PATH: [...libraries, ...inside].join(':'), FONTCONFIG_FILE: join(root, 'fonts.conf') },
  };
}

/** Unpacks Chromium, and what of it the system does not have, below a folder. */
function unpack(folder) {
  rmSync(folder, { recursive: true, force: true });
  const [lists, cache, root] = ['lists', 'cache', 'root'].map((name) => join(folder, name));
  for (const name of [join(lists, 'partial'), join(cache, 'archives', 'partial'), root]) {
    mkdirSync(name, { recursive: true });
  }
  const own = ['-qq', '-o', `Dir::State::Lists=${lists}`, '-o', `Dir::Cache=${cache}`, '-o', 'Debug::NoLocking=true'];
  run('apt-get', [...own, 'update']);
  run('apt-get', [...own, '--yes', '--download-only', '--no-install-recommends', 'install', 'chromium']);
  for (const name of readdirSync(join(cache, 'archives')).filter((name) => name.endsWith('.deb'))) {
    run('dpkg-deb', ['--extract', join(cache, 'archives', name), root]);
  }
  const folders = [join(root, 'usr/share/fonts'), '/usr/share/fonts'].map((name) => `<dir>${name}</dir>`).join('');
  const fonts = `${folders}<cachedir>${join(folder, 'fonts')}</cachedir>`;
  writeFileSync(join(root, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${fonts}</fontconfig>\n`);
  rmSync(cache, { recursive: true });
  rmSync(lists, { recursive: true });
}

/** The path of a Chromium and the variables that it needs; installs one where there is none, below `folder`. */
export function chromium(folder) {
  const installed = NAMES.find((name) => starts(name));
  if (installed !== undefined) {
    return { path: installed, env: {} };
  }
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) {
    throw new Error(`the tests of pages need Chromium; install it, so that one of ${NAMES.join(', ')} starts`);
  }
  if (process.getuid() === 0) {
    console.error('installing Chromium');
    run('apt-get', ['-qq', 'update']);
    run('apt-get', ['-qq', '--yes', '--no-install-recommends', 'install', 'chromium']);
    return { path: 'chromium', env: {} };
  }
  if (
    !existsSync(join(folder, 'root')) ||
    !starts(unpacked(join(folder, 'root')).path, unpacked(join(folder, 'root')).env)
  ) {
    console.error('unpacking Chromium');
    unpack(folder);
  }
  return unpacked(join(folder, 'root'));
}
