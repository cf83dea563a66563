import test from 'ava';
import {
	parseTrackerUrl,
	parseWebUrl,
	redactKeys,
	redactUrl,
	redactWebUrl,
	redactWords,
} from '../../source/protocol/tracker-url.js';

test('udp, http and https trackers are kept as they were given', t => {
	for (const url of [
		'udp://tracker.example:1337',
		'udp://[::1]:80/announce',
		'http://tracker.example/announce?passkey=ABC%2f',
		'https://tracker.example:443/x/announce',
		'HTTP://Tracker.Example/announce',
	]) {
		t.is(parseTrackerUrl(url), url);
	}
});

test('what we cannot ask is left out', t => {
	for (const url of [
		'',
		'tracker.example',
		'ws://tracker.example/',
		'wss://tracker.example/',
		'dht://tracker.example/',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'udp://tracker.example/announce',
		'udp://tracker.example:0/announce',
		'http://tracker.example:99999/',
		'http://',
		`http://tracker.example/${'x'.repeat(3000)}`,
	]) {
		t.is(parseTrackerUrl(url), undefined);
	}
});

test('a URL with other than plain characters is kept in its encoded form', t => {
	t.is(parseTrackerUrl('http://bücher.example/ä'), 'http://xn--bcher-kva.example/%C3%A4');
	t.notRegex(parseTrackerUrl('http://a.example/\x1b[2J\u202e')!, /[^\x21-\x7e]/);
	t.is(parseTrackerUrl(' http://a.example/announce\n'), 'http://a.example/announce');
});

test('web seeds are http or https', t => {
	t.is(parseWebUrl('https://cdn.example/files/'), 'https://cdn.example/files/');
	t.is(parseWebUrl('ftp://cdn.example/files/'), undefined);
	t.is(parseWebUrl('udp://cdn.example:1/'), undefined);
});

test('passkeys disappear wherever they stand in a URL', t => {
	t.is(
		redactUrl('https://t.example/0123456789abcdef0123456789abcdef/announce'),
		'https://t.example/…/announce',
	);
	t.is(redactUrl('http://t.example:80/a1b2c3d4e5/announce'), 'http://t.example/…/announce');
	t.is(
		redactUrl('http://t.example:8080/announce.php?passkey=short&x=1&pid=77'),
		'http://t.example:8080/announce.php?passkey=…&x=1&pid=…',
	);
	t.is(
		redactUrl('http://t.example/announce?ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
		'http://t.example/announce?…',
	);
	t.is(redactUrl('http://me:secret@t.example/announce'), 'http://…@t.example/announce');
	t.is(
		redactUrl('http://0123456789abcdef0123456789abcdef.t.example/announce'),
		'http://….t.example/announce',
	);
});

test('in a tracker’s path and query only short or well-known words are no keys', t => {
	t.is(redactUrl('http://t.example/secretkey/announce'), 'http://t.example/…/announce');
	t.is(redactUrl('http://t.example/announce/ab12'), 'http://t.example/announce/…');
	t.is(redactUrl('http://t.example/announce?u=secretword'), 'http://t.example/announce?u=…');
	t.is(redactUrl('http://t.example/announce?secretword'), 'http://t.example/announce?…');
	t.is(redactUrl('http://t.example/bt/v2/tracker1.php'), 'http://t.example/bt/v2/tracker1.php');
});

test('a web seed keeps the names of its folders and files, and loses its keys', t => {
	const url = 'https://cdn.example:81/releases/26.04/ubuntu-26.04-desktop.iso';
	t.is(redactWebUrl(url), url);
	t.is(
		redactWebUrl('https://me:pw@cdn.example/0123456789abcdef0123456789abcdef/a.iso?token=x&n=1'),
		'https://…@cdn.example/…/a.iso?token=…&n=1',
	);
	t.is(redactWebUrl('http://t.example'), 'http://t.example/');
});

test('a tracker that repeats a key of its URL gives nothing away', t => {
	const url = 'http://ada:lovelace@t.example/secretkey/announce?passkey=short&x=1';
	t.is(
		redactWords('passkey short of secretkey (lovelace) is not known', url),
		'passkey … of … (…) is not known',
	);
	t.is(redactWords('announce again', url), 'announce again');
	t.is(redactWords('words', 'no URL'), 'words');
});

test('an ordinary tracker URL is shown as it is', t => {
	for (const url of [
		'udp://tracker.opentrackr.org:1337/announce',
		'https://torrent.ubuntu.com/announce',
		'http://127.0.0.1:6969/announce',
		'udp://[2001:db8::1]:6969/announce',
		'http://t.example/announce.php?compact=1',
		'http://tracker2024.example/announce',
	]) {
		t.is(redactUrl(url), url);
	}
});

test('passkeys disappear from a tracker’s words, and the words stay', t => {
	t.is(
		redactKeys('unregistered torrent pass 0123456789abcdef0123456789abcdef, sorry'),
		'unregistered torrent pass …, sorry',
	);
	t.is(redactKeys('Requested download is not authorised'), 'Requested download is not authorised');
});
