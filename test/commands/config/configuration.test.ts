import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {
	environmentName,
	resolveConfiguration,
} from '../../../source/commands/config/configuration.js';
import {settingNames} from '../../../source/commands/config/setting-text.js';
import {UsageError} from '../../../source/commands/exit.js';
import type {FlagValues} from '../../../source/commands/flags.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {temporaryFolder} from '../cli.js';

function sources(t: ExecutionContext, config?: string) {
	const folder = temporaryFolder(t);
	if (config !== undefined) {
		writeFileSync(join(folder, 'config.toml'), config);
	}
	return async (flags: FlagValues = {}, environment: Record<string, string> = {}) =>
		(await resolveConfiguration({flags, environment, configFolder: () => folder})).settings;
}

async function message(t: ExecutionContext, run: Promise<unknown>): Promise<string> {
	const error = await t.throwsAsync(run, {instanceOf: UsageError});
	return error?.message ?? '';
}

test('without anything said the defaults hold', async t => {
	t.deepEqual(await sources(t)(), defaultSettings);
	t.deepEqual(await sources(t, '  \n')(), defaultSettings);
	t.deepEqual(await sources(t, '# nothing\n')(), defaultSettings);
});

test('a flag beats --set, which beats the environment, which beats the file', async t => {
	const read = sources(t, 'port = 1000\nmaxDown = "1K"\nuploadSlots = 9\ndht = false\n');
	const environment = {UNCHOKE_PORT: '2000', UNCHOKE_MAX_DOWN: '2K', UNCHOKE_UPLOAD_SLOTS: '8'};
	const all = await read({port: '4000', set: ['port=3000', 'maxDown=3K']}, environment);
	t.is(all.port, 4000);
	t.is(all.maxDown, 3000);
	t.is(all.uploadSlots, 8);
	t.is(all.dht, false);
	t.is((await read({dht: true})).dht, true);
});

test('the file takes durations and rates as text, as seconds and as bytes', async t => {
	const settings = await sources(
		t,
		'connectTimeout = "2m"\nreadTimeout = 7.5\nmaxUp = 2048\nmaxDown = "2M"\npipelineDepth = "auto"\nseedRatio = 1.5\nascii = true\nencryption = "off"\n',
	)();
	t.is(settings.connectTimeout, 120_000);
	t.is(settings.readTimeout, 7500);
	t.is(settings.maxUp, 2048);
	t.is(settings.maxDown, 2_000_000);
	t.is(settings.pipelineDepth, 'auto');
	t.is(settings.seedRatio, 1.5);
	t.is(settings.ascii, true);
	t.is(settings.encryption, 'off');
});

test('[keys] is kept for the screen', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'keys.toml');
	const read = async (text: string) => {
		writeFileSync(path, text);
		const flags = {config: path};
		return resolveConfiguration({flags, environment: {}, configFolder: () => folder});
	};
	const {keys, settings} = await read('port = 1\n[keys]\npause = "P"\nquit = ["q", "ctrl+x"]\n');
	t.deepEqual(keys, {pause: ['P'], quit: ['q', 'ctrl+x']});
	t.is(settings.port, 1);
	for (const text of ['keys = 1', '[keys]\npause = 1', '[keys]\npause = [""]']) {
		t.regex(await message(t, read(text)), /^\[keys\] must be lines such as/);
	}
});

test('what is wrong in the file is told with the file and the key', async t => {
	const cases: ReadonlyArray<readonly [string, RegExp]> = [
		[
			'conectTimeout = 5\n',
			/no setting conectTimeout \(.*config\.toml\); did you mean connectTimeout\?/,
		],
		['connectTimeout = "500s"\n', /^connectTimeout must be 1–120 s, got 500s \(.*config\.toml\)$/],
		['connectTimeout = 500\n', /^connectTimeout must be 1–120 s, got 500 \(/],
		['port = "x"\n', /^port must be 0–65535, got x \(/],
		['port = true\n', /^port must be 0–65535, got true \(/],
		['dht = "yes"\n', /^dht must be true or false, got yes \(/],
		['dht = 1\n', /^dht must be true or false, got 1 \(/],
		['port = [1]\n', /^port must be 0–65535, got \[1\] \(/],
		['encryption = "maybe"\n', /^encryption must be off, prefer or require, got maybe \(/],
		['port = 1979-05-27\n', /^port must be 0–65535/],
		['uploadSlots = nan\n', /^uploadSlots must be 0–200/],
		['[peers]\nmax = 1\n', /no setting peers/],
		['port = = 3\n', /config\.toml is no valid TOML \(line 1, column \d+\)/],
		['port = 1\nport = 2\n', /is no valid TOML \(line 2/],
		['__proto__ = 1\n', /no setting __proto__/],
		[`# ${'x'.repeat(70_000)}\n`, /config\.toml: it is over 65536 bytes/],
		[`bind = "a\\u001Bb"\n`, /^bind must be a text of at most 255 characters, got a\\x1bb/],
	];
	for (const [text, expected] of cases) {
		t.regex(await message(t, sources(t, text)()), expected, text.slice(0, 40));
	}
});

test('a file that is not UTF-8, a folder, or not there is told by its path', async t => {
	const folder = temporaryFolder(t);
	const path = join(folder, 'settings');
	const read = async () =>
		resolveConfiguration({flags: {config: path}, environment: {}, configFolder: () => folder});
	t.regex(await message(t, read()), /cannot read the config file .*settings: it does not exist/);
	mkdirSync(path);
	t.regex(await message(t, read()), /settings: it is a folder/);
	const other = join(folder, 'latin1');
	writeFileSync(other, Uint8Array.of(0x23, 0xe9, 0x0a));
	const run = resolveConfiguration({
		flags: {config: other},
		environment: {},
		configFolder: () => folder,
	});
	t.regex(await message(t, run), /latin1: it is not UTF-8/);
});

test('--set and the environment name the nearest setting', async t => {
	const read = sources(t);
	t.regex(await message(t, read({set: ['availabiltyTimeout=5s']})), /mean availabilityTimeout\?/);
	t.regex(await message(t, read({set: ['port']})), /--set needs a value: --set port=VALUE/);
	t.regex(await message(t, read({set: ['=5']})), /no setting/);
	t.regex(await message(t, read({}, {UNCHOKE_PROT: '1'})), /mean UNCHOKE_PORT\?/);
	t.regex(
		await message(t, read({}, {UNCHOKE_CONNECT_TIMEOUT: '500s'})),
		/^connectTimeout must be 1–120 s, got 500s \(UNCHOKE_CONNECT_TIMEOUT\)$/,
	);
	t.is((await read({set: ['bind=a=b']})).bind, 'a=b');
});

test('encryption that is required is refused wherever it was asked for: there is none', async t => {
	const read = sources(t);
	for (const flags of [{encryption: 'require'}, {set: ['encryption=require']}]) {
		t.regex(await message(t, read(flags)), /^encryption=require cannot be kept/);
	}
	t.regex(await message(t, sources(t, 'encryption = "require"')()), /cannot be kept/);
	t.is((await read({encryption: 'prefer'})).encryption, 'prefer');
});

test('every setting has a name of its own in the environment', t => {
	const names = settingNames.map(environmentName);
	t.is(environmentName('connectTimeout'), 'UNCHOKE_CONNECT_TIMEOUT');
	t.is(new Set(names).size, names.length);
});
