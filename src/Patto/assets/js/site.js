// Everything works without this file: it only saves steps.
import NavBarCollapsible from 'bootstrap-italia/dist/plugins/navbar-collapsible.js';
import { countCharacters } from './counter.js';
import { copyButtons, printButtons } from './buttons.js';
import { sendOnce } from './once.js';
import { keepLive } from './live.js';
import { keepDrafts } from './draft.js';
import { swapParts } from './swap.js';
import { showProgress } from './upload.js';
import { pasteIntoTables } from './paste.js';
import { tellWhatWaits } from './waiting.js';
import { sealBallots } from './ballot.js';

window.bootstrap = { NavBarCollapsible }; // a bare import is tree-shaken away, and the menu with it
document.documentElement.classList.add('js');
countCharacters();
copyButtons();
printButtons();
swapParts();
pasteIntoTables();
sealBallots();
sendOnce();
showProgress();
keepLive();
keepDrafts();
tellWhatWaits();

const summary = document.querySelector('.errors');
if (summary) summary.focus();
