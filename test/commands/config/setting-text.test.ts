import test from 'ava';
import fc from 'fast-check';
import {
	parseSettingText,
	rangeText,
	settingNames,
	settingProblem,
} from '../../../source/commands/config/setting-text.js';
import {defaultSettings, type SettingRow, settingsTable} from '../../../source/store/settings.js';

test('each kind is read as a user types it', t => {
	t.is(parseSettingText('connectTimeout', '5s'), 5000);
	t.is(parseSettingText('connectTimeout', '2m'), 120_000);
	t.is(parseSettingText('maxDown', '500K'), 500_000);
	t.is(parseSettingText('uploadSlots', '0'), 0);
	t.is(parseSettingText('pipelineDepth', 'auto'), 'auto');
	t.is(parseSettingText('pipelineDepth', '10'), 10);
	t.is(parseSettingText('seedRatio', '1.5'), 1.5);
	t.is(parseSettingText('dht', 'off'), false);
	t.is(parseSettingText('encryption', 'require'), 'require');
	t.is(parseSettingText('bind', 'eth0'), 'eth0');
});

test('a value is valid at both ends of its range and not beyond', t => {
	t.is(parseSettingText('connectTimeout', '1'), 1000);
	t.is(parseSettingText('connectTimeout', '120s'), 120_000);
	t.is(parseSettingText('connectTimeout', '0.9s'), undefined);
	t.is(parseSettingText('connectTimeout', '500s'), undefined);
	t.is(parseSettingText('port', '65535'), 65_535);
	t.is(parseSettingText('port', '65536'), undefined);
	t.is(parseSettingText('port', '-1'), undefined);
	t.is(parseSettingText('uploadSlots', '1.5'), undefined);
	t.is(parseSettingText('pipelineDepth', '0'), undefined);
	t.is(parseSettingText('encryption', 'maybe'), undefined);
	t.is(parseSettingText('bind', 'a\nb'), undefined);
});

test('the sentence for a wrong value has the setting, its range, what was given, and where', t => {
	t.is(
		settingProblem('connectTimeout', '500s', '--set'),
		'connectTimeout must be 1–120 s, got 500s (--set)',
	);
	t.is(
		settingProblem('encryption', 'maybe', '--encryption'),
		'encryption must be off, prefer or require, got maybe (--encryption)',
	);
	t.is(rangeText(settingsTable.pipelineDepth), 'auto or 1–2000');
	t.is(rangeText(settingsTable.seedTime), '0–370 d');
});

test('every default is a value that its own rule takes', t => {
	for (const name of settingNames) {
		const row: SettingRow = settingsTable[name];
		const value = defaultSettings[name];
		const text = row.kind === 'duration' ? `${value}ms` : String(value);
		t.deepEqual(parseSettingText(name, text), value, name);
	}
});

test('no text at all makes a setting leave its range', t => {
	fc.assert(
		fc.property(fc.constantFrom(...settingNames), fc.string(), (name, text) => {
			const row: SettingRow = settingsTable[name];
			const value = parseSettingText(name, text);
			return typeof value !== 'number' || ('min' in row && value >= row.min && value <= row.max);
		}),
	);
	t.pass();
});
