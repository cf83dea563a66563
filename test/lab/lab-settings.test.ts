import test from 'ava';
import {labSettings} from '../../source/lab/lab-settings.js';
import type {Scenario} from '../../source/lab/scenario.js';

const scenario: Scenario = {name: 'test', summary: 'a test', watch: 'nothing', peers: []};

test('at its own pace a lab leaves every timeout to the user', t => {
	t.deepEqual(labSettings(scenario), {
		bind: '127.0.0.1',
		port: 0,
		dht: false,
		lsd: false,
		pex: false,
		portMapping: false,
	});
});

test('a lab ten times as fast has timeouts a tenth as long, and limits ten times as high', t => {
	const settings = labSettings({...scenario, settings: {maxDown: 1000, uploadSlots: 2}}, 0.1);
	t.like(settings, {
		peerEvaluationInterval: 3000,
		readTimeout: 3000,
		deadPeerTimeout: 18_000,
		announceTimeout: 1500,
		maxDown: 10_000,
		maxUp: 0,
		uploadSlots: 2,
		diagnosisTimeScale: 0.1,
	});
	t.is(settings.diagnosticsInterval, undefined);
	t.is(settings.seedTime, undefined);
});

test('the durations a scenario is about are scaled too', t => {
	t.is(labSettings({...scenario, settings: {readTimeout: 50_000}}, 0.5).readTimeout, 25_000);
});

test('no timeout gets so short that a busy machine misses it', t => {
	const settings = labSettings(scenario, 0.01);
	t.is(settings.connectTimeout, 1000);
	t.is(settings.handshakeTimeout, 1000);
	t.is(settings.deadPeerTimeout, 1800);
	// What is asked for at a time is answered within some seconds, however fast all else goes.
	t.is(settings.readTimeout, 3000);
	t.is(settings.requestTimeout, 10_000);
	t.is(labSettings({...scenario, settings: {readTimeout: 500}}, 0.01).readTimeout, 500);
});
