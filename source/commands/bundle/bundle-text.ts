import {stripVTControlCharacters} from 'node:util';
import {count} from '../../diagnosis/phrases.js';
import {diagnosticsName} from '../../store/diagnostics-block.js';
import {type SettingName, settingsTable} from '../../store/settings.js';
import type {StoreState} from '../../store/store-state.js';
import {bytesText} from '../amounts.js';
import {peerViews} from '../diagnostics-log.js';
import {plainLook} from '../doctor/plain-look.js';
import {reportText} from '../doctor/report-text.js';
import {eventText, logLine} from '../event-log.js';
import type {BundleHeader} from './bundle-format.js';

/** Columns of the text: what a mail or an issue shows without breaking. */
const width = 110;
/** Rows of its tables, lines of its log; the part for programs has more. */
const tableRows = 200;
const logLines = 300;

/** The part of a bundle for people: all of it is made from the state that the part for programs says. */
export function bundleText(header: BundleHeader, state: StoreState): string {
	const {torrentId, hidesAddresses} = header;
	const layout = {look: plainLook(false), width, rows: tableRows};
	const hidden = hidesAddresses
		? 'Keys of trackers and all addresses are hidden.'
		: 'Keys of trackers are hidden, addresses are not.';
	return [
		[
			`Made by ${header.program} on Node ${header.node}, ${header.system}, at ${header.madeAt}.`,
			`${hidden} \`unchoke doctor FILE\` shows it again.`,
		].join('\n'),
		section('Torrent', torrentLines(state, torrentId)),
		// Its tables are bold and dim where the program runs in a terminal.
		stripVTControlCharacters(reportText(state, torrentId, layout)),
		section('Flags and clocks of every peer, milliseconds ago', clockLines(state, torrentId)),
		section('Findings that came and went', historyLines(state)),
		section('Settings that are not the defaults', settingLines(state)),
		section('The newest of the log', tailLines(state)),
	].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
	const body = lines.length === 0 ? ['none'] : lines;
	return [title, ...body.map(line => `  ${line}`)].join('\n');
}

function torrentLines({torrentIdentities}: StoreState, torrentId: number): readonly string[] {
	const torrent = torrentIdentities.get(torrentId);
	if (torrent === undefined) {
		return [];
	}
	const {name, infoHash, infoHashV2, length, pieceCount, pieceLength, isPrivate} = torrent;
	return [
		`name: ${name}`,
		`info hash: ${[infoHash, infoHashV2].filter(hash => hash !== null).join(' ')}`,
		`size: ${bytesText(length)} in ${count(torrent.files.length, 'file')}, ${count(pieceCount, 'piece')} of ${pieceLength} bytes`,
		`private: ${isPrivate ? 'yes' : 'no'}`,
		`saved in: ${torrent.dir}`,
		...torrent.trackers.map((tier, number) => `trackers, tier ${number}: ${tier.join(' ')}`),
		...(torrent.webSeeds.length > 0 ? [`web seeds: ${torrent.webSeeds.join(' ')}`] : []),
	];
}

function clockLines(state: StoreState, torrentId: number): readonly string[] {
	const sample = state.samples?.find(each => each.torrentId === torrentId);
	const peers = sample ? peerViews(sample.peers, state.peerIdentities, state.now) : [];
	return peers.slice(0, tableRows).map(({address, state: flags, clocks}) => {
		const ages = Object.entries(clocks)
			.filter(([, ageMs]) => ageMs !== null)
			.map(([name, ageMs]) => `${name.replace('AgeMs', '')} ${Math.round(ageMs ?? 0)}`);
		return `${address}: ${flags}; ${ages.join(', ')}`;
	});
}

function historyLines({findingChanges}: StoreState): readonly string[] {
	return findingChanges.map(
		({epochMs, state, finding: {id, severity, headline}}) =>
			`${new Date(epochMs).toISOString()} ${state} ${id} (${severity}) ${headline}`,
	);
}

function settingLines({settings}: StoreState): readonly string[] {
	return Object.entries(settings)
		.filter(([name, value]) => settingsTable[name as SettingName].default !== value)
		.map(([name, value]) => `${name} = ${value}`);
}

/** Without the diagnostics of every peer, which would leave no room for what happened; the newest stand above. */
function tailLines({log, logTotal}: StoreState): readonly string[] {
	return log
		.before(logTotal, logLines, line => line.name !== diagnosticsName)
		.map(line => logLine(line.epochMs, line.level, eventText(line)));
}
