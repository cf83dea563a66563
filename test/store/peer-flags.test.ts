import test from 'ava';
import {encryptions, peerSources, transports} from '../../source/store/columns.js';
import {flagLetters, flagWords, peerFlags} from '../../source/store/peer-flags.js';
import {peerRow} from './rows.js';

test('the four flags of BEP 3 give qBittorrent’s letters', t => {
	t.is(flagLetters(peerRow({amInterested: 1, peerChoking: 0, amChoking: 1})), 'D');
	t.is(flagLetters(peerRow({amInterested: 1, peerChoking: 1, amChoking: 1})), 'd');
	t.is(flagLetters(peerRow({peerInterested: 1, peerChoking: 1})), 'U');
	t.is(flagLetters(peerRow({peerInterested: 1, peerChoking: 1, amChoking: 1})), 'u');
	t.is(flagLetters(peerRow({peerChoking: 0, amChoking: 1})), 'K');
	t.is(flagLetters(peerRow({peerChoking: 1, amChoking: 0})), '?');
	t.is(flagLetters(peerRow({peerChoking: 1, amChoking: 1})), '');
});

test('source, transport, encryption and Fast follow in the known order', t => {
	const row = peerRow({
		peerChoking: 1,
		amChoking: 1,
		isOptimistic: 1,
		isSnubbed: 1,
		isIncoming: 1,
		isFast: 1,
		source: peerSources.indexOf('pex'),
		encryption: encryptions.indexOf('rc4'),
		transport: transports.indexOf('utp'),
	});
	t.is(flagLetters(row), 'OSIXEPF');
	t.deepEqual(
		flagWords(row).map(words => words.charAt(0)),
		[...'OSIXEPF'],
	);
});

test('the legend has each letter of the screen once', t => {
	t.is(peerFlags.map(flag => flag.letter).join(''), 'DdUuK?OSIHXLEePhF');
});
