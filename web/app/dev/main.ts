import { mount } from '../src/mount';
import { Scene } from './scenes';

// The scene's address becomes the one that the application would have in production.
const query = new URLSearchParams(location.search);
const scene = new Scene(query);
history.replaceState(null, '', query.get('path') ?? '/r/tide-maple-42?name=Robin%20Vale&join=now');
mount(scene.sdk());
