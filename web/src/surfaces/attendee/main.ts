import '../../ui/tokens.css';
import { start } from '../../features/session/start';
import App from './App.svelte';

void start(App);
