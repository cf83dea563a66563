import test from 'ava';
import fc from 'fast-check';
import {isSettingName, parseSettingText} from '../../source/commands/config/setting-text.js';
import type {Metrics} from '../../source/diagnosis/metrics.js';
import {PeerRows} from '../../source/diagnosis/peer-rows.js';
import {describePhase} from '../../source/diagnosis/phase.js';
import {isWaiting, type RuleClass, ruleClasses} from '../../source/diagnosis/rule.js';
import {isInScope, rules} from '../../source/diagnosis/rules.js';
import {torrentStates} from '../../source/store/columns.js';
import {commandTable} from '../../source/ui/keys/command-table.js';
import {candidate, healthyMetrics, metricsWith, verdict} from './metrics-fixture.js';
import {triggers} from './triggers.js';

/** The diagnoses' classes, in the order of headlines. */
const classes: Readonly<Record<RuleClass, string>> = {
	local: 'E01 E02 E03 E04 E05 E19 E20',
	sources: 'E06 E07 E08 E09 E10 E11 E12 E13 E30 E38',
	connect: 'E14 E14b E14c E15 E16 E17 E18 E21 E22 E23',
	availability: 'E25 E25b E27 E27b E28',
	choke: 'E29a E29b E29c',
	transfer: 'E24 E26 E31 E32 E33 E34 E35 E36 E37',
};

const errors = 'E03 E04 E06 E07 E08 E09 E14 E18 E20 E29c E31'.split(' ');
const infos = 'E01 E02 E14c E28 E29a E34'.split(' ');

test('every diagnosis is there once, in its class', t => {
	for (const name of ruleClasses) {
		const ids = rules.filter(rule => rule.class === name).map(({id}) => id);
		t.deepEqual(ids.toSorted(), classes[name].split(' '), name);
	}
	t.is(rules.length, new Set(rules.map(({id}) => id)).size);
	t.is(rules.length, 44);
});

test('a rule silences only rules that exist', t => {
	const ids = new Set(rules.map(({id}) => id));
	for (const {silences = []} of rules) {
		t.true(silences.every(id => ids.has(id)));
	}
});

test('a healthy download has no finding', t => {
	for (const {id, judge, scope} of rules) {
		if (isInScope(scope, healthyMetrics.torrent.state)) {
			const said = judge(healthyMetrics);
			t.true(said === undefined || 'waitMs' in said, id);
		}
	}
});

for (const {id, scope, reference} of rules) {
	test(`${id} holds for its example with the severity of the table, and can be acted on and looked up`, t => {
		const difference = triggers[id]!;
		const expected = errors.includes(id) ? 'error' : infos.includes(id) ? 'info' : 'warn';
		t.is(verdict(id, difference), expected);
		t.true(isInScope(scope, metricsWith(difference).torrent.state));
		const {headline, evidence, actions} = candidate(id, difference);
		t.notRegex(headline, /stalled|NaN|undefined|Infinity/iu);
		t.true(evidence().length > 0);
		for (const {text} of evidence()) {
			t.notRegex(text, /NaN|undefined|Infinity/u);
		}
		t.true(reference.length > 0);
		t.true(id === 'E14c' || actions.length > 0);
		for (const {command} of actions) {
			t.true(command === null || isRunnable(command), `${command}`);
		}
	});
}

/** Whether the screen has the command, and a setting takes the value, if there is one already. */
function isRunnable(command: string): boolean {
	const [, name, argument = ''] = /^:([\w-]+)(?: (.*))?$/u.exec(command) ?? [];
	const [, setting, value] = /^(\w+)=(.*)$/u.exec(argument) ?? [];
	return (
		commandTable.some(each => each.name === name) &&
		(name !== 'set' ||
			(setting !== undefined &&
				isSettingName(setting) &&
				(value === '' || parseSettingText(setting, value ?? '') !== undefined)))
	);
}

/** The words of the diagnoses: a headline has them in this order, with figures in between. */
const words: Readonly<Record<string, readonly string[]>> = {
	E01: ['Not running'],
	E02: ['Only skipped files remain'],
	E03: ['Disk full: ', ' free, ', 'needed'],
	E04: ['Cannot write /downloads/a.iso'],
	E05: ['File-descriptor limit'],
	E06: ['No source of peers'],
	E07: ['Private torrent, no working tracker'],
	E08: ['Tracker rejects this torrent: “unregistered torrent”'],
	E09: ['Trackers unreachable: ', 'next try'],
	E10: ['System clock is wrong by 2h'],
	E11: ['Nobody offers this torrent'],
	E12: ['DHT not bootstrapped'],
	E13: ['UDP is blocked'],
	E14: ['Outgoing peer traffic is blocked, or the link is down'],
	E14b: ['Peer list is stale: ', 'they are offline, not your firewall'],
	E14c: ['Normal failure rate'],
	E15: ['Peers require encryption, or traffic is inspected'],
	E16: ['Peers are reachable by uTP only'],
	E17: ['IPv6 problem'],
	E18: ['Peers do not know this infohash'],
	E19: ['Not listening on port 6881'],
	E20: ['Interface lost (VPN'],
	E21: ['Not reachable from outside (NAT)'],
	E22: ['Your own limits hold connections back'],
	E23: ['Connections keep dropping: ', 'connection reset by peer'],
	E24: ['Corrupt data from peer 10.0.0.9:6881 (banned)'],
	E25: ['No peer told us what it has', 'silent or empty'],
	E25b: ['All connected peers are empty'],
	E26: ['Endgame stuck'],
	E27: ['Missing pieces: nobody has'],
	E27b: ['Connected peers have nothing we need; ', 'others might'],
	E28: ['Flash crowd: ', 'wait for the same pieces'],
	E29a: ['Waiting to be unchoked', 'normal for 30–60 s'],
	E29b: ['Still choked by all 3 useful peers'],
	E29c: ['Nobody unchokes us'],
	E30: ['Metadata stuck'],
	E31: ['Our own invariant is broken'],
	E32: ['Unchoked', 'but not asking'],
	E33: ['Unchoked, but no data comes'],
	E34: ['Limited by your own rate cap'],
	E35: ['Disk-bound'],
	E36: ['CPU-bound'],
	E37: ['Upload saturates the line'],
	E38: ['The only peer is ourselves'],
};

test('every headline says what the diagnoses call it, first', t => {
	for (const [id, difference] of Object.entries(triggers)) {
		const {headline} = candidate(id, difference);
		let from = 0;
		for (const part of words[id]!) {
			const at = headline.indexOf(part, from);
			t.true(from === 0 ? at === 0 : at > 0, `${id}: ${part} is not in: ${headline}`);
			from = at + part.length;
		}
	}
	t.deepEqual(Object.keys(words), Object.keys(triggers));
});

test('a rule is asked only in the states it is about', t => {
	const statesOf = (scope: Parameters<typeof isInScope>[0]) =>
		torrentStates.filter(state => isInScope(scope, state)).join(' ');
	t.is(statesOf('always'), torrentStates.join(' '));
	t.is(statesOf('unpaused'), 'checking metadata downloading seeding error');
	t.is(statesOf('running'), 'metadata downloading seeding');
	t.is(statesOf('fetching'), 'metadata downloading');
	t.is(statesOf('metadata'), 'metadata');
	t.is(statesOf('downloading'), 'downloading');
});

/** The same metrics with every number replaced by what `next` gives. */
function scramble(value: unknown, next: () => number): unknown {
	if (typeof value === 'number') {
		return next();
	}
	if (typeof value !== 'object' || value === null || value instanceof PeerRows) {
		return value;
	}
	return Array.isArray(value)
		? value.map(item => scramble(item, next))
		: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scramble(item, next)]));
}

test('no rule throws, whatever the numbers are', t => {
	const numbers = fc.infiniteStream(
		fc.oneof(fc.constantFrom(0, 1, 2, 10, 1e5, Number.NaN, Number.POSITIVE_INFINITY), fc.double()),
	);
	const examples = fc.constantFrom(...Object.values(triggers));
	fc.assert(
		fc.property(numbers, examples, (stream, example) => {
			const next = () => stream.next().value as number;
			const metrics = scramble(metricsWith(example), next) as Metrics;
			for (const {judge} of rules) {
				const said = judge(metrics);
				if (said !== undefined && !isWaiting(said)) {
					said.evidence();
				}
			}
			return describePhase(metrics).length > 0;
		}),
		{numRuns: 300, includeErrorInReport: true},
	);
	t.pass();
});
