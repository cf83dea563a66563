import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {
	environmentName,
	resolveConfiguration,
} from '../../../source/commands/config/configuration.js';
import {UsageError} from '../../../source/commands/exit.js';
import {defaultSettings} from '../../../source/store/settings.js';
import {refused, runCli, temporaryFolder} from '../cli.js';
import {
	type PeerRuleSetting,
	type PeerRuleSettingName,
	peerRuleSettings,
} from './peer-rule-settings.js';

const rows = Object.entries(peerRuleSettings) as ReadonlyArray<
	readonly [PeerRuleSettingName, PeerRuleSetting]
>;

for (const [name, row] of rows) {
	test(`${name} is ${row.range}, from the config file, --set and the environment`, async t => {
		const folder = temporaryFolder(t);
		const path = join(folder, 'config.toml');
		const variable = environmentName(name);
		const places = {
			file: async (typed: string) => {
				writeFileSync(path, `${name} = ${/^-?[\d.]+$/.test(typed) ? typed : `"${typed}"`}\n`);
				return read({config: path}, {});
			},
			set: async (typed: string) => read({set: [`${name}=${typed}`]}, {}),
			environment: async (typed: string) => read({}, {[variable]: typed}),
		};
		const read = async (flags: object, environment: Record<string, string>): Promise<unknown> => {
			const {settings} = await resolveConfiguration({
				flags,
				environment,
				configFolder: () => join(folder, 'none'),
			});
			return settings[name];
		};
		t.is<unknown, unknown>(defaultSettings[name], row.default);
		for (const [place, give] of Object.entries(places)) {
			for (const [typed, value] of row.good) {
				t.is(await give(typed), value, `${place} ${typed}`);
			}
			for (const typed of row.bad) {
				const error = await t.throwsAsync(give(typed), {instanceOf: UsageError});
				t.true(error?.message.startsWith(`${name} must be ${row.range}, got `), error?.message);
			}
		}
	});
}

test.serial(
	'the program refuses a value outside of its range with the range, and ends with 2',
	async t => {
		for (const [name, {bad, range}] of rows) {
			const result = await runCli(t, ['lab', '--headless', '--set', `${name}=${bad.at(-1)}`]);
			refused(t, result, 2, `${name} must be ${range}, got ${bad.at(-1)} (--set)`);
		}
		const env = {UNCHOKE_UPLOAD_SLOTS: '201'};
		const byEnvironment = await runCli(t, ['lab', '--headless'], {env});
		refused(t, byEnvironment, 2, 'uploadSlots must be 0–200, got 201 (UNCHOKE_UPLOAD_SLOTS)');
		const path = join(temporaryFolder(t), 'bad.toml');
		writeFileSync(path, 'readTimeout = 4\n');
		const byFile = await runCli(t, ['lab', '--headless', '--config', path]);
		refused(t, byFile, 2, 'readTimeout must be 5–600 s, got 4', 'bad.toml');
	},
);
