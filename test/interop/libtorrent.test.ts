import {libtorrent} from './clients/libtorrent.js';
import {declareExchanges} from './exchange-tests.js';

declareExchanges(import.meta.filename, libtorrent);
