import type {Finding} from '../../store/finding.js';
import {checkedShare, type TorrentRow, torrentStateOf} from '../../store/torrent-row.js';
import type {Role} from '../theme/themes.js';
import {percentWords} from './amounts.js';

/** What a torrent does, in words, and how much it matters. */
export interface Sentence {
	readonly text: string;
	readonly role: Role;
}

/** How a severity looks. */
export const severityRoles = {info: 'text', warn: 'attention', error: 'error'} as const;

/**
 * What is to be said of a torrent in one line: why it stopped, else the headline of the diagnoses, else what it does with
 * the counts it rests on. It never says only that it is stuck.
 */
export function torrentSentence(
	row: TorrentRow,
	error: string | undefined,
	findings: readonly Finding[] | undefined,
): Sentence {
	const headline = findings?.[0];
	if (error !== undefined && headline?.severity !== 'error') {
		return {text: error, role: 'error'};
	}
	if (headline !== undefined && (headline.severity !== 'info' || row.requesting === 0)) {
		return {text: headline.headline, role: severityRoles[headline.severity]};
	}
	return {text: stateWords(row), role: 'text'};
}

function stateWords(row: TorrentRow): string {
	switch (torrentStateOf(row)) {
		case 'queued':
			return 'queued';
		case 'checking':
			return `checking, ${percentWords(checkedShare(row))} read`;
		case 'metadata':
			return `fetching the metadata from ${peers(row.connected)}`;
		case 'downloading':
			return downloadingWords(row);
		case 'seeding':
			return row.connected === 0
				? 'seeding, nobody connected'
				: `seeding, ${row.unchokedByUs} of ${peers(row.connected)} unchoked`;
		case 'paused':
			return 'paused';
		case 'error':
			return 'stopped on an error';
	}
}

function downloadingWords(row: TorrentRow): string {
	if (row.connected === 0) {
		return row.candidates > 0
			? `no peer connected, ${row.candidates} known`
			: 'no peer connected, none known';
	}
	return row.requesting > 0
		? `${row.sending} of ${peers(row.connected)} sending`
		: `${peers(row.connected)}: ${row.wantedFromPeers} ${row.wantedFromPeers === 1 ? 'has' : 'have'} what we want, ${row.unchokedUs} unchoked us`;
}

function peers(count: number): string {
	return count === 1 ? '1 peer' : `${count} peers`;
}
