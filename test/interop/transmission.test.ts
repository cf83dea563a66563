import {transmission} from './clients/transmission.js';
import {declareExchanges} from './exchange-tests.js';

declareExchanges(import.meta.filename, transmission);
