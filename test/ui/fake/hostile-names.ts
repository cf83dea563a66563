import type {FakeSwarm} from './fake-engine-port.js';

/** A swarm of strangers who would like to touch the terminal. */
export const hostile: Partial<FakeSwarm> = {
	names: [
		'\x1B[2J\x1B]0;owned\x07\x9B31mubuntu\r\n\u202Efdp.exe\u2066',
		'日本語の名前がとても長いトレント 👩‍👩‍👧‍👦🇯🇵 à́́́́́́́',
		'\u0000\u0008\u007F',
	],
	strangers: [
		{address: '\x1B[31m10.0.0.1:1\x1B[0m', client: '\x1B]52;c;b3duZWQ=\x07'},
		{address: '[2001:db8:1234:5678:9abc:def0:1234:5678]:65535', client: '𝔘𝔫𝔦𝔠𝔬𝔡𝔢\u200B\u200D'},
		{address: '10.0.0.3:3', client: '漢字漢字漢字漢字漢字漢字漢字'},
		{address: '', client: '\u202E\u202D\u2069'},
	],
};
