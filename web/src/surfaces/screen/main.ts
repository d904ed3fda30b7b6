import '../../ui/tokens.css';
import './screen.css';
import { mount } from 'svelte';

import { language } from '../../i18n/catalogue.svelte';
import App from './App.svelte';

language.set(language.locale);
const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the application');
mount(App, { target });
