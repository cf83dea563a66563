import type {NetworkInterfaceInfo} from 'node:os';
import test from 'ava';
import {unplayable} from '../../source/lab/playable.js';
import type {Scenario} from '../../source/lab/scenario.js';

const scenario: Scenario = {name: 'test', summary: 'a test', watch: 'nothing', peers: []};

function loopback(...addresses: string[]): {lo: NetworkInterfaceInfo[]} {
	return {lo: addresses.map(address => ({address}) as NetworkInterfaceInfo)};
}

test('a scenario with IPv6 in it needs that on the loopback, others don’t', t => {
	const [four, both] = [loopback('127.0.0.1'), loopback('127.0.0.1', '::1')];
	t.is(unplayable({...scenario, peers: [{name: 'four'}]}, four), undefined);
	for (const six of [
		{...scenario, peers: [{name: 'six', family: 6}]},
		{...scenario, trackers: [{family: 6}]},
	] as const) {
		t.is(unplayable(six, both), undefined);
		t.regex(unplayable(six, four) ?? '', /^the scenario test needs IPv6/);
	}
});
