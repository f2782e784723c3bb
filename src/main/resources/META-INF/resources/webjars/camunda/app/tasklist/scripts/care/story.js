// The customer's story beside the form: a pane where the window is wide, else a tab.
// The fragment is our own page piece, escaped on the server; it is put in as parsed nodes, so
// that no script in it could ever run.

const WIDE = matchMedia('(min-width: 1200px)');
const HIDDEN = 'care-story-hidden';

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};

const sayWhy = status => {
  if (status === 0 || status === 401) return 'You are logged out. Log in again to see the story.';
  if (status === 403) return 'Your role may not read customers’ stories.';
  if (status === 404) return 'This task is gone, or it belongs to no customer any more.';
  return 'The story could not be loaded just now.';
};

const fetchStory = async (taskId, signal) => {
  const answer = await fetch(`/care/tasks/${encodeURIComponent(taskId)}/story`, {
    credentials: 'same-origin',
    redirect: 'manual',
    signal
  });
  if (!answer.ok) throw Object.assign(new Error(), { why: sayWhy(answer.status) });
  const story = new DOMParser()
    .parseFromString(await answer.text(), 'text/html')
    .querySelector('.care-story');
  if (!story) throw new Error();
  return document.importNode(story, true);
};

// Shows one story after the other in a place; a late answer never replaces a newer one.
const shelf = place => {
  let under = null;
  const show = async taskId => {
    under?.abort();
    if (!taskId) return place.replaceChildren();
    const mine = (under = new AbortController());
    place.setAttribute('aria-busy', 'true');
    place.replaceChildren(make('p', { className: 'care-hint', textContent: 'Loading the story…' }));
    try {
      const story = await fetchStory(taskId, mine.signal);
      if (mine === under) place.replaceChildren(story);
    } catch (problem) {
      if (mine !== under) return;
      const again = make('button', { type: 'button', className: 'btn btn-default', textContent: 'Try again' });
      again.addEventListener('click', () => show(taskId));
      place.replaceChildren(
        make('p', { className: 'care-hint', role: 'alert', textContent: problem.why || sayWhy() }),
        again
      );
    } finally {
      if (mine === under) place.removeAttribute('aria-busy');
    }
  };
  return { show, leave: () => under?.abort() };
};

document.head.append(
  make('link', { rel: 'stylesheet', href: new URL('story.css', import.meta.url).href })
);

// Follows the selected task for as long as the task column is there.
const pane = {
  id: 'care-story-pane',
  pluginPoint: 'tasklist.task.action',
  priority: 50,
  render: (node, api, scope) => {
    const body = make('div', { className: 'care-beside-body', tabIndex: 0 });
    const aside = make('aside', { className: 'care-beside', id: 'care-beside' }, body);
    aside.setAttribute('aria-label', 'The customer’s story');
    body.setAttribute('role', 'region');
    body.setAttribute('aria-label', 'The customer’s story, to scroll');
    document.querySelector('.three-cols-layout-columns').append(aside);

    const button = make('button', { type: 'button', className: 'btn btn-link care-toggle' });
    button.setAttribute('aria-controls', 'care-beside');
    node.append(button);

    const beside = shelf(body);
    let taskId = null;
    let shown = null;
    const lay = () => {
      const hidden = localStorage.getItem(HIDDEN) === 'yes';
      const on = WIDE.matches && !hidden && Boolean(taskId);
      document.body.classList.toggle('care-beside-on', on);
      button.textContent = hidden ? 'Show story' : 'Hide story';
      button.setAttribute('aria-expanded', String(!hidden));
      const wanted = on ? taskId : null;
      if (wanted !== shown) beside.show((shown = wanted));
    };
    button.addEventListener('click', () => {
      localStorage.setItem(HIDDEN, localStorage.getItem(HIDDEN) === 'yes' ? 'no' : 'yes');
      lay();
    });
    WIDE.addEventListener('change', lay);
    scope.$watch(
      () => scope.task?.id,
      id => {
        taskId = id;
        lay();
      }
    );
    scope.$on('$destroy', () => {
      WIDE.removeEventListener('change', lay);
      beside.leave();
      aside.remove();
      document.body.classList.remove('care-beside-on');
    });
  }
};

let tabShelf = null;
const tab = {
  id: 'care-story-tab',
  pluginPoint: 'tasklist.task.detail',
  // Second, right after the form: the style sheet hides it there where the pane is shown.
  priority: 900,
  properties: { label: 'Story' },
  render: (node, { taskId }) => {
    const place = make('div', { className: 'care-tab' });
    node.append(place);
    tabShelf = shelf(place);
    tabShelf.show(taskId);
  },
  unmount: () => tabShelf?.leave()
};

const home = {
  id: 'care-home',
  pluginPoint: 'tasklist.navbar.action',
  priority: 1000,
  render: node => node.append(make('a', { href: '/care', textContent: 'Carejourney' }))
};

export default [pane, tab, home];
