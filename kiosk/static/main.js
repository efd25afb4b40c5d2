// The page's table of contents: every module listens on the document, so that a new screen needs no wiring.
import { listenForTouch } from "./touch.js";
import { listenForKeys } from "./keys.js";
import { listenForMicrophone } from "./microphone.js";
import { watchForSilence } from "./idle.js";
import { watchCalls } from "./call.js";
import { watchCircles } from "./circle.js";
import { tellStory } from "./story.js";
import { watchForCards } from "./camera.js";
import { watchHandset } from "./handset.js";
import { askForDanger } from "./danger.js";
import { watchForFilms } from "./film.js";
import { tellWhatWasHeard } from "./letters.js";
import { arrive } from "./screen.js";

listenForTouch();
listenForKeys();
listenForMicrophone();
watchForSilence();
tellStory();
watchForCards();
watchCalls();
watchCircles();
watchHandset();
askForDanger();
tellWhatWasHeard();
watchForFilms();
arrive();
