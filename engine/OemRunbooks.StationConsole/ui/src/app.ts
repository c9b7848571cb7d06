import { follow } from './live';
import { serve } from './forms';

serve();
follow();
if (document.querySelector('[data-editor]')) {
  void import('./workshop').then(({ edit }) => edit());
}
