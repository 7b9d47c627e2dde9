#!/bin/sh
# Rifà le figure di questa cartella dagli esempi accanto. Si lancia dalla radice del progetto.
set -eu
esempi=docs/deliberation/esempi figure=docs/deliberation/figure
bin/patto groups $esempi/piazza-voti.csv --statements $esempi/piazza-affermazioni.csv --mode robust --svg $figure/piazza.svg
bin/patto similar $esempi/contributi.csv --svg $figure/temi.svg
bin/patto represent $esempi/popolazione.csv --svg $figure/rappresentanza.svg
bin/patto select --people $esempi/sorteggio-persone.csv --quotas $esempi/sorteggio-quote.csv --size 24 --svg $figure/sorteggio.svg
# Le figure da dati veri: servono i dati pubblici nella cartella nominata da PATTO_DATA.
bin/bench deliberation pictures $figure
