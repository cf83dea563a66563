"""A libtorrent session that seeds, leeches or rechecks some torrents. Loopback only: no DHT, LSD, PEX or port mapping.

Prints READY when it seeds, PEER when the first peer is there, DONE when all downloads are complete and on disk or a recheck found everything.
"""
import argparse
import sys

import libtorrent as lt

parser = argparse.ArgumentParser()
parser.add_argument("mode", choices=["seed", "leech", "recheck"])
parser.add_argument("--torrent", action="append", required=True)
parser.add_argument("--dir", required=True)
parser.add_argument("--host", required=True)
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--peer", action="append", default=[])
parser.add_argument("--max-up", type=int, default=0)
parser.add_argument("--max-down", type=int, default=0)
parser.add_argument("--slots", type=int, default=-1, help="peers unchoked at a time; -1 for all")
parser.add_argument("--encrypt", action="store_true", help="encrypted connections only")
parser.add_argument("--trust", action="store_true", help="seed without hashing first")
options = parser.parse_args()

category = lt.alert.category_t
encryption = int(lt.enc_policy.forced if options.encrypt else lt.enc_policy.disabled)
settings = lt.high_performance_seed() if options.mode == "seed" else lt.default_settings()
settings.update({
    "listen_interfaces": f"{options.host}:{options.port}",
    "outgoing_interfaces": options.host,
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_outgoing_utp": False,
    "enable_incoming_utp": False,
    "out_enc_policy": encryption,
    "in_enc_policy": encryption,
    "allow_multiple_connections_per_ip": True,
    "no_connect_privileged_ports": False,
    "unchoke_slots_limit": options.slots,
    "connection_speed": 500,
    # A seed of the preset above hangs up after 20 s in which nothing is said; these are what others have.
    "inactivity_timeout": 600,
    "peer_timeout": 120,
    "max_out_request_queue": 1500,
    "max_allowed_in_request_queue": 4000,
    "upload_rate_limit": options.max_up,
    "download_rate_limit": options.max_down,
    "alert_mask": (category.status_notification | category.storage_notification | category.error_notification
                   | category.connect_notification),
})
session = lt.session(settings)
# All of a test's peers are on the local network: they get neither a slot beyond those there are nor a rate beyond the limit.
session.set_peer_class(session.local_peer_class_id, {
    **session.get_peer_class(session.local_peer_class_id),
    "ignore_unchoke_slots": False,
    "upload_limit": options.max_up,
    "download_limit": options.max_down,
})
flags = lt.torrent_flags
for torrent in options.torrent:
    params = lt.add_torrent_params()
    params.ti = lt.torrent_info(torrent)
    params.save_path = options.dir
    params.flags &= ~(flags.paused | flags.auto_managed)
    params.flags |= flags.disable_dht | flags.disable_lsd | flags.disable_pex
    if options.trust:
        params.flags |= flags.seed_mode
    handle = session.add_torrent(params)
    for peer in options.peer:
        host, port = peer.rsplit(":", 1)
        handle.connect_peer((host, int(port)))


def say(word):
    print(word, flush=True)


def is_complete():
    return all(handle.status().is_finished for handle in session.get_torrents())


checked = 0
has_peer = False
if options.trust:
    say("READY")
while True:
    session.wait_for_alert(1000)
    for alert in session.pop_alerts():
        kind = type(alert).__name__
        if kind in ("incoming_connection_alert", "peer_connect_alert") and not has_peer:
            has_peer = True
            say("PEER")
        elif kind == "torrent_finished_alert" and options.mode == "leech":
            # The hashes pass before the last writes are on file.
            alert.handle.flush_cache()
        elif kind == "cache_flushed_alert" and options.mode == "leech":
            if is_complete():
                say("DONE")
        elif kind == "torrent_checked_alert":
            checked += 1
            if checked < len(options.torrent):
                continue
            if options.mode == "seed":
                say("READY" if is_complete() else "INCOMPLETE")
            elif options.mode == "recheck":
                say("DONE" if is_complete() else "INCOMPLETE")
                sys.exit(0)
        elif "error" in kind or "failed" in kind:
            say(f"{kind}: {alert.message()}")
