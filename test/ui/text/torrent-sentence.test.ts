import test from 'ava';
import {torrentStates} from '../../../source/store/columns.js';
import type {Finding} from '../../../source/store/finding.js';
import {torrentSentence} from '../../../source/ui/text/torrent-sentence.js';
import {torrentRow} from '../../store/rows.js';

const downloading = torrentStates.indexOf('downloading');

function finding(severity: Finding['severity']): Finding {
	return {
		id: 'E29',
		severity,
		since: 0,
		headline: 'Still choked by all 3 useful peers',
		evidence: [{text: 'x'}],
		actions: [],
		reference: '',
	};
}

test('without findings the state is said with the counts it rests on', t => {
	const says = (values: Parameters<typeof torrentRow>[0]) =>
		torrentSentence(torrentRow({state: downloading, ...values}), undefined, undefined).text;
	t.is(says({}), 'no peer connected, none known');
	t.is(says({candidates: 4}), 'no peer connected, 4 known');
	t.is(
		says({connected: 3, wantedFromPeers: 2, unchokedUs: 0}),
		'3 peers: 2 have what we want, 0 unchoked us',
	);
	t.is(says({connected: 1, wantedFromPeers: 1}), '1 peer: 1 has what we want, 0 unchoked us');
	t.is(says({connected: 1, requesting: 1, sending: 1}), '1 of 1 peer sending');
	t.is(says({state: torrentStates.indexOf('paused')}), 'paused');
	t.is(
		says({state: torrentStates.indexOf('checking'), pieceCount: 8, checkedPieces: 2}),
		'checking, 25.0% read',
	);
});

test('no torrent is ever only stuck', t => {
	for (const [state] of torrentStates.entries()) {
		for (const connected of [0, 5]) {
			const {text} = torrentSentence(torrentRow({state, connected}), undefined, undefined);
			t.notRegex(text, /stall|stuck/);
			t.true(text.length > 0);
		}
	}
});

test('an error of the torrent goes before a warning, and a headline before the state', t => {
	const row = torrentRow({state: downloading, connected: 3});
	t.deepEqual(torrentSentence(row, 'Disk full: /x', [finding('warn')]), {
		text: 'Disk full: /x',
		role: 'error',
	});
	t.deepEqual(torrentSentence(row, undefined, [finding('warn')]), {
		text: 'Still choked by all 3 useful peers',
		role: 'attention',
	});
});

test('an info does not hide that data comes in', t => {
	const row = torrentRow({state: downloading, connected: 3, requesting: 2, sending: 2});
	t.is(torrentSentence(row, undefined, [finding('info')]).text, '2 of 3 peers sending');
});
