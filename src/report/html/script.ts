/** A number of errors shows, when it is followed, those that it counts; without scripts it leads to the whole list. */
export const SCRIPT = `
for (const link of document.querySelectorAll('a[data-kind]')) {
  link.addEventListener('click', () => {
    const list = document.getElementById(link.hash.slice(1));
    const { kind, trait, group } = link.dataset;
    const button = list.querySelector('button');
    const status = list.querySelector('[role=status]');
    status.dataset.all ??= status.textContent;
    let shown = 0;
    for (const one of list.querySelectorAll('article')) {
      one.hidden = one.dataset.kind !== kind || (trait !== undefined && one.dataset[trait] !== group);
      if (!one.hidden) shown++;
    }
    const name = list.querySelector('article:not([hidden]) b')?.textContent ?? kind;
    status.textContent = shown + ' listed of ' + link.textContent + ': ' + name + (group ? ', ' + group : '');
    button.hidden = false;
    button.onclick = () => {
      for (const one of list.querySelectorAll('article')) one.hidden = false;
      status.textContent = status.dataset.all;
      button.hidden = true;
    };
    list.focus();
  });
}
`;
